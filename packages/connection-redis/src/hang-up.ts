/**
 * Ends a driver's sockets, whatever they are doing. The driver itself cannot end one that is still connecting: it keeps
 * the process alive until the system gives up, and may become a connection after all.
 *
 * Node takes this for the AbortSignal that its sockets are made with (`signal`). A true one can be used only once, and
 * the driver makes all its sockets from the same options.
 */
export class HangUp extends EventTarget {
  readonly aborted = false;

  /** Ends every socket that was made with it and is open. Each tells of an AbortError. */
  now(): void {
    this.dispatchEvent(new Event("abort"));
  }
}
