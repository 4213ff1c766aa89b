/** What the connection factory and the server under test can do. Every default is yes. */
export interface ConnectionCapabilities {
  /** A port without a listener refuses connections, and a silent server stays silent. */
  readonly outages?: boolean;
  /** The factory has django-redis's five hooks. */
  readonly hooks?: boolean;
  /** The server forgets its scripts on SCRIPT FLUSH. */
  readonly scriptFlush?: boolean;
  /**
   * The factory has `track`, and no one else uses the server, which is Redis 6 or newer: one case adds a user, and
   * another kills a client.
   */
  readonly tracking?: boolean;
}
