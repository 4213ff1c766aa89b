/**
 * Commands that change nothing, so that they may be sent twice. Any other command counts as a write. So do SCAN,
 * SSCAN and HSCAN: their cursors belong to one server.
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
  // They enclose the reads of a cluster's replicas. Their state belongs to the connection, and can be set again on
  // the next one.
  ...["READONLY", "READWRITE"],
]);

/** Whether a command only reads. The name must be in upper case, as the clients write it. */
export function isRead(name: string): boolean {
  return READS.has(name);
}
