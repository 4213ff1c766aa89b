/** The nodes that serve some slots. Addresses are `host:port`, with brackets around the host where it is IPv6. */
export interface Shard {
  readonly master: string;
  readonly replicas: readonly string[];
}
