/**
 * Maximum milliseconds for which work waits while connections arrive. Node accepts one connection in each round of the
 * event loop, so a new connection would otherwise wait behind the work of all connections before it.
 */
const maxPauseMs = 100;

/** A pause between stretches of work. The pause goes on while connections arrive, up to a time limit. */
export class AcceptPause {
  #seen = 0;
  #until = 0;

  /** @param accepted Returns the number of connections accepted so far. */
  constructor(private readonly accepted: () => number) {}

  /** Begins a pause. */
  begin(): void {
    this.#until = performance.now() + maxPauseMs;
  }

  /** Whether a connection was accepted since the last call, during a pause. Call this once in each round. */
  goesOn(): boolean {
    const accepted = this.accepted();
    const isArriving = accepted !== this.#seen;
    this.#seen = accepted;
    return isArriving && performance.now() < this.#until;
  }
}
