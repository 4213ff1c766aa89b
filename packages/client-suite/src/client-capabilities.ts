/** What the servers and the client of a client suite can do. */
export interface ClientCapabilities {
  /** `INFO` counts the commands that the server processed. Default: whether there is `raw`. */
  readonly commandCounts?: boolean;
  /** The server has ACLs, and the caches log in as its default user. Default: whether there is `raw`. */
  readonly acl?: boolean;
  /** Connecting to a port on which no server listens is refused. Default: yes. */
  readonly outages?: boolean;
  /** The client has `incr` and `decr`. Default: yes. */
  readonly counters?: boolean;
  /** The stored bytes are exactly what the codec encodes, without a header. Default: yes. */
  readonly plainValues?: boolean;
  /** Stored values expire exactly when the caller said. Default: yes. */
  readonly exactExpiry?: boolean;
  /** All keys are on one server, so one command may name any of them. Default: yes. */
  readonly oneServer?: boolean;
}
