/** What the suite can rely on, as data. All default to yes. */
export interface ConnectionCapabilities {
  /** A port where nobody listens refuses, and a silent server is silent. */
  readonly outages?: boolean;
  /** The factory has django-redis's five hooks. */
  readonly hooks?: boolean;
  /** The server forgets its scripts on SCRIPT FLUSH. */
  readonly scriptFlush?: boolean;
  /** The factory has `track`, and the server is Redis 6 or newer and nobody else's: a case adds a user, and another one kills a client. */
  readonly tracking?: boolean;
}
