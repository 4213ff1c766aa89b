type Listening = Parameters<EventTarget["addEventListener"]>;

/**
 * Destroys a driver's sockets in any state. The driver itself cannot destroy a socket that is still connecting: it keeps the process
 * alive until the system gives up, and may even connect.
 *
 * Node accepts this as the AbortSignal of a socket (`signal`). A real AbortSignal can be used only once, and the driver creates all its
 * sockets from the same options.
 */
export class SocketAbort extends EventTarget {
  readonly aborted = false;
  readonly #listeners: Set<Listening[1]> = new Set();

  override addEventListener(...listening: Listening): void {
    this.#listeners.add(listening[1]);
    super.addEventListener(...listening);
  }

  /** Destroys every open socket that was created with it. Each emits an AbortError. */
  abort(): void {
    this.dispatchEvent(new Event("abort"));
  }

  /** Releases the sockets that have ended, which Node does only for sockets that were aborted. */
  forget(): void {
    for (const listener of this.#listeners) this.removeEventListener("abort", listener);
    this.#listeners.clear();
  }
}
