/** What the suite can rely on, as data. All default to yes. */
export interface ConnectionCapabilities {
  /** A port where nobody listens refuses, and a silent server is silent. */
  readonly outages?: boolean;
  /** The factory has django-redis's five hooks. */
  readonly hooks?: boolean;
  /** The server forgets its scripts on SCRIPT FLUSH. */
  readonly scriptFlush?: boolean;
}
