type Listening = Parameters<EventTarget["addEventListener"]>;

/**
 * Ends a driver's sockets, whatever they are doing. The driver itself cannot end one that is still connecting: it keeps
 * the process alive until the system gives up, and may become a connection after all.
 *
 * Node takes this for the AbortSignal that its sockets are made with (`signal`). A true one can be used only once, and
 * the driver makes all its sockets from the same options.
 */
export class HangUp extends EventTarget {
  readonly aborted = false;
  readonly #listeners: Set<Listening[1]> = new Set();

  override addEventListener(...listening: Listening): void {
    this.#listeners.add(listening[1]);
    super.addEventListener(...listening);
  }

  /** Ends every socket that was made with it and is open. Each tells of an AbortError. */
  now(): void {
    this.dispatchEvent(new Event("abort"));
  }

  /** Lets go of sockets that have ended: Node does not do so, when they have ended by themselves. */
  forget(): void {
    for (const listener of this.#listeners) this.removeEventListener("abort", listener);
    this.#listeners.clear();
  }
}
