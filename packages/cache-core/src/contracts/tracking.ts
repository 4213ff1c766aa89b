/**
 * Whether a server reports changed keys: `armed`, it does; `disconnected`, the link is being connected;
 * `unsupported`, the server was reached and refuses (an old server, a proxy, an ACL), and is tried again with each
 * new connection.
 */
export type TrackingState = "armed" | "disconnected" | "unsupported";

export interface TrackingOptions {
  /** The prefixes of the keys whose changes are reported; none may be the beginning of another. `[""]`: all keys. */
  readonly prefixes: readonly string[];
  /** Milliseconds between two checks of whether the link still works. */
  readonly every: number;
  /** Called with the keys that were written, deleted, expired or evicted, in the order of the server; null: any key may have changed. */
  invalidated(keys: readonly string[] | null): void;
  /**
   * Called when the state has changed. Forget every value of this server then: changes meanwhile are not reported.
   * @param reason why it is `unsupported`, or `disconnected` after a failure; without the password.
   */
  changed(state: TrackingState, reason?: Error): void;
}

/**
 * A link by which one server reports changed keys, on its own socket. It connects and reconnects by itself, and never
 * keeps the process alive.
 */
export interface Tracking {
  readonly state: TrackingState;
  /**
   * When the last check that the server has answered was sent, by `performance.now()`; -Infinity while it is not armed. Answers and messages
   * keep their order, so every change before that moment has been reported.
   */
  readonly proof: number;
  /** Closes the link; it reports nothing more. Never rejects. */
  close(): Promise<void>;
}
