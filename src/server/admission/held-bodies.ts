import type { Readable } from 'node:stream';

/** A connection, as far as it can be given up. */
export interface BodySource {
  destroy(): void;
}

interface Held {
  readonly source: BodySource;
  readonly callerId: string;
  bytes: number;
}

/**
 * Bounds the bytes of all request bodies that have not come whole. A body may have a megabyte, but a thousand that never end
 * would have a thousand. Beyond the bound the caller with the most bytes loses the body that it began first.
 */
export class HeldBodies {
  /** The one that was begun first comes first. */
  readonly #bodies = new Set<Held>();
  #bytes = 0;

  /**
   * @param maxBytes Of all bodies together.
   * @param onGivenUp Told of each connection that is closed.
   */
  constructor(
    private readonly maxBytes: number,
    private readonly onGivenUp: () => void = () => {},
  ) {}

  /** Bytes of all bodies that have not come whole. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Counts a body until it has come whole, or will not. */
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
