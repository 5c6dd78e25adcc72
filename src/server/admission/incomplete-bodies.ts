import type { Readable } from 'node:stream';

/** The connection that a body arrives on. */
export interface BodySource {
  destroy(): void;
}

interface Held {
  readonly source: BodySource;
  readonly callerId: string;
  bytes: number;
}

/**
 * Bounds the bytes of all incomplete request bodies together. A single body has its own limit, but many that never end
 * could fill the heap. Beyond the bound, the oldest body of the caller with the most bytes loses its connection.
 */
export class IncompleteBodies {
  /** Oldest first. */
  readonly #bodies = new Set<Held>();
  #bytes = 0;

  /**
   * @param maxBytes Limit for all bodies together.
   * @param onGivenUp Called for each connection that is closed.
   */
  constructor(
    private readonly maxBytes: number,
    private readonly onGivenUp: () => void = () => {},
  ) {}

  /** Bytes of all incomplete bodies. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Counts the bytes of a body until it is complete or fails. */
  hold(source: BodySource, callerId: string, body: Pick<Readable, 'on' | 'once'>): void {
    const held: Held = { source, callerId, bytes: 0 };
    body.on('data', (chunk: Buffer) => {
      if (held.bytes === 0) this.#bodies.add(held);
      held.bytes += chunk.length;
      this.#bytes += chunk.length;
      if (this.#bytes > this.maxBytes) this.#makeRoom();
    });
    const end = () => this.#release(held);
    body.once('end', end);
    body.once('close', end);
    body.once('error', end);
  }

  #release(held: Held): void {
    if (!this.#bodies.delete(held)) return;
    this.#bytes -= held.bytes;
  }

  #makeRoom(): void {
    const byCaller = new Map<string, number>();
    for (const { callerId, bytes } of this.#bodies) byCaller.set(callerId, (byCaller.get(callerId) ?? 0) + bytes);
    const [most] = [...byCaller].sort(([, one], [, other]) => other - one);
    if (!most) return;
    for (const held of this.#bodies) {
      if (held.callerId !== most[0]) continue;
      this.#release(held);
      held.source.destroy();
      this.onGivenUp();
      return;
    }
  }
}
