/** What a client suite can rely on in its environment, as data. */
export interface ClientCapabilities {
  /** `INFO` counts the commands that the server processed. Default: whether there is `raw`. */
  readonly commandCounts?: boolean;
  /** The server has ACLs, and the caches log in as its default user. Default: whether there is `raw`. */
  readonly acl?: boolean;
  /** A connection to a port where nobody listens is refused. Default: yes. */
  readonly outages?: boolean;
  /** The client has `incr` and `decr`. Default: yes. */
  readonly counters?: boolean;
  /** What is stored is the value as the codec encodes it, with nothing around it. Default: yes. */
  readonly plainValues?: boolean;
  /** Values expire exactly when the caller said as they were stored. Default: yes. */
  readonly exactExpiry?: boolean;
  /** All keys are on one server, so that one command may name any of them. Default: yes. */
  readonly oneServer?: boolean;
}
