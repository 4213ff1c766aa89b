/**
 * Commands that change nothing, so that to ask one twice is as good as once. A command that is not here counts as a write, and so do
 * SCAN and its like, whose cursors are of one server.
 */
const READS: ReadonlySet<string> = new Set([
  ...[
    "GET",
    "MGET",
    "EXISTS",
    "TTL",
    "PTTL",
    "EXPIRETIME",
    "PEXPIRETIME",
    "TYPE",
    "STRLEN",
    "GETRANGE",
    "DUMP",
  ],
  ...["SCARD", "SMEMBERS", "SISMEMBER", "SMISMEMBER", "SRANDMEMBER", "SDIFF", "SINTER", "SUNION"],
  ...["HGET", "HMGET", "HGETALL", "HLEN", "HKEYS", "HVALS", "HEXISTS", "HSTRLEN"],
  ...["ZCARD", "ZCOUNT", "ZRANGE", "ZREVRANGE", "ZRANGEBYSCORE", "ZREVRANGEBYSCORE", "ZRANK", "ZREVRANK"],
  ...["ZSCORE", "ZMSCORE", "LLEN", "LRANGE", "LINDEX"],
  ...["PING", "ECHO", "TIME", "INFO", "DBSIZE", "KEYS", "ROLE"],
  // The frame around reads of a cluster's replicas: a state that the next connection can be given as well.
  ...["READONLY", "READWRITE"],
]);

/** Whether a command only reads. In upper case, as the clients write them. */
export function isRead(name: string): boolean {
  return READS.has(name);
}
