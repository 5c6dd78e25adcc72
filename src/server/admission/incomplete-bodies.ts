import type { Readable } from 'node:stream';

/** The connection that a body arrives on. */
export interface BodySource {
  destroy(): void;
}

/** Bytes of heap that a chunk takes beside its content. Clients choose the size of chunks. */
const bytesPerChunk = 256;
/** Maximum number of chunks of one body. A body of 1 MiB in chunks of 128 bytes is within it. */
export const maxChunks = 8_192;

interface TrackedBody {
  readonly source: BodySource;
  readonly callerId: string;
  bytes: number;
  chunks: number;
}

/**
 * Bounds the bytes of all incomplete request bodies together. A single body has its own limit, but many that never end
 * could fill the heap. Beyond the bound, the oldest body of the caller with the most bytes loses its connection.
 */
export class IncompleteBodies {
  /** Oldest first. */
  readonly #bodies = new Set<TrackedBody>();
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

  /**
   * Counts the bytes of a body, with the overhead of its chunks, until the body is complete or fails.
   * @param refuse Called once, if the body has too many chunks. The body is then no longer counted.
   */
  track(
    source: BodySource,
    callerId: string,
    body: Pick<Readable, 'on' | 'once'>,
    refuse: () => void = () => source.destroy(),
  ): void {
    const tracked: TrackedBody = { source, callerId, bytes: 0, chunks: 0 };
    body.on('data', (chunk: Buffer) => {
      if (tracked.chunks > maxChunks) return;
      if (tracked.chunks === 0) this.#bodies.add(tracked);
      if (++tracked.chunks > maxChunks) {
        this.#release(tracked);
        refuse();
        return;
      }
      const bytes = chunk.length + bytesPerChunk;
      tracked.bytes += bytes;
      this.#bytes += bytes;
      if (this.#bytes > this.maxBytes) this.#makeRoom();
    });
    const end = () => this.#release(tracked);
    body.once('end', end);
    body.once('close', end);
    body.once('error', end);
  }

  #release(tracked: TrackedBody): void {
    if (!this.#bodies.delete(tracked)) return;
    this.#bytes -= tracked.bytes;
  }

  #makeRoom(): void {
    const byCaller = new Map<string, number>();
    for (const { callerId, bytes } of this.#bodies) byCaller.set(callerId, (byCaller.get(callerId) ?? 0) + bytes);
    const [most] = [...byCaller].sort(([, one], [, other]) => other - one);
    if (!most) return;
    for (const tracked of this.#bodies) {
      if (tracked.callerId !== most[0]) continue;
      this.#release(tracked);
      tracked.source.destroy();
      this.onGivenUp();
      return;
    }
  }
}
