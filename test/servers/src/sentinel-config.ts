import type { Access } from "./access.js";
import { quoted } from "./quoted.js";
import type { RedisServer } from "./redis-server.js";
import { tlsLines } from "./tls-lines.js";

export interface SentinelConfig {
  readonly name: string;
  readonly primary: RedisServer;
  readonly quorum: number;
  readonly downAfter: number;
}

/** The initial configuration of a sentinel, which writes its state into the same file. */
export function sentinelConfig(access: Access, { name, primary, quorum, downAfter }: SentinelConfig): string {
  const lines: (readonly [name: string, value: string | number])[] = [
    ["bind", access.host],
    ["port", access.tls ? 0 : access.port],
    ...tlsLines(access),
    ["sentinel", `monitor ${name} ${primary.host} ${primary.port} ${quorum}`],
    ["sentinel", `down-after-milliseconds ${name} ${downAfter}`],
    // After a split vote, sentinels try again after twice this time.
    ["sentinel", `failover-timeout ${name} 1000`],
  ];
  if (access.password !== undefined) lines.push(["requirepass", quoted(access.password)]);
  if (primary.user !== undefined) lines.push(["sentinel", `auth-user ${name} ${primary.user}`]);
  if (primary.password !== undefined)
    lines.push(["sentinel", `auth-pass ${name} ${quoted(primary.password)}`]);
  return lines.map(([key, value]) => `${key} ${value}\n`).join("");
}
