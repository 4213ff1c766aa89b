/**
 * Whether a server reports changed keys: `armed`, it does; `disconnected`, the tracking connection is not open (yet); `unsupported`, the
 * server rejected the request (an old server, a proxy, an ACL). The request is repeated on each new connection.
 */
export type TrackingState = "armed" | "disconnected" | "unsupported";

/** Which changes a tracking connection reports, and to which functions. */
export interface TrackingOptions {
  /** The prefixes of the keys whose changes are reported; none may be the beginning of another. `[""]`: all keys. */
  readonly prefixes: readonly string[];
  /** Milliseconds between two checks of whether the connection still works. */
  readonly every: number;
  /** Called with the keys that were written, deleted, expired or evicted, in the order of the server; null: any key may have changed. */
  invalidated(keys: readonly string[] | null): void;
  /**
   * Called when the state has changed. Forget every value of this server then: changes in between are not reported.
   * @param reason why the state is `unsupported`, or `disconnected` after a failure; without the password.
   */
  changed(state: TrackingState, reason?: Error): void;
}

/**
 * A tracking connection (a link, in names): a separate socket on which one server reports changed keys. It connects and reconnects by itself,
 * and never keeps the process alive.
 */
export interface Tracking {
  /** Whether the server reports changed keys now. */
  readonly state: TrackingState;
  /**
   * When the last check that the server has answered was sent, in milliseconds of `performance.now()`; -Infinity while the state is not
   * `armed`. Answers and messages keep their order, so every change before that time has been reported.
   */
  readonly proof: number;
  /** Closes the connection; it reports nothing more. Never rejects. */
  close(): Promise<void>;
}
