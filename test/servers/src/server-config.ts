import { createHash } from "node:crypto";
import type { Access } from "./access.js";
import { quoted } from "./quoted.js";
import type { ConfigValue, ServerOptions } from "./server-options.js";
import { tlsLines } from "./tls-lines.js";

/** Returns the redis.conf of a fast, temporary server. */
export function serverConfig(access: Access, options: ServerOptions): string {
  const lines: [name: string, value: ConfigValue][] = [
    ["bind", access.host],
    ["port", access.tls ? 0 : access.port],
    ["daemonize", "no"],
    // Replicas sync through a file. After a sync through a socket, a replica may wait a second for the first writes,
    // since it acknowledges the sync before the primary has noticed that the transfer is over.
    ["repl-diskless-sync", "no"],
    ["appendonly", options.persistent ? "yes" : "no"],
    // An acknowledged write has been handed to the operating system, so it survives a kill. With "everysec", Redis may
    // hold it back for two seconds while the disk is busy.
    ["appendfsync", "no"],
    ["save", '""'],
  ];
  if (access.socketPath !== undefined) lines.push(["unixsocket", access.socketPath]);
  lines.push(...tlsLines(access), ...passwordLines(access));
  if (options.replicaOf) lines.push(["replicaof", `${options.replicaOf.host} ${options.replicaOf.port}`]);
  if (options.cluster) lines.push(...clusterLines(access));
  lines.push(...Object.entries(options.config ?? {}));
  return lines.flatMap(([name, value]) => [value].flat().map((item) => `${name} ${item}\n`)).join("");
}

function clusterLines({ tls }: Access): [string, ConfigValue][] {
  return [
    ["cluster-enabled", "yes"],
    // Short, but long enough that a busy machine causes no failover.
    ["cluster-node-timeout", 2_000],
    // The cluster shows a replica to clients after the replica has received something from its master, such as a ping.
    ["repl-ping-replica-period", 1],
    ["tls-cluster", tls ? "yes" : "no"],
  ];
}

function passwordLines({ user, password }: Access): [string, ConfigValue][] {
  if (password === undefined) return [];
  // A failover could make any server a replica, so each has the credentials of the others.
  const replication: [string, ConfigValue][] = [["masterauth", quoted(password)]];
  if (user === undefined) return [["requirepass", quoted(password)], ...replication];
  // As a hash, because the password of an ACL rule cannot contain spaces.
  const hash = createHash("sha256").update(password).digest("hex");
  const users = ["default off", `${user} on #${hash} ~* &* +@all`];
  return [["user", users], ["masteruser", quoted(user)], ...replication];
}
