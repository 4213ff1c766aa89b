import { createHash } from "node:crypto";
import type { Access } from "./access.js";
import { quoted } from "./quoted.js";
import type { ConfigValue, ServerOptions } from "./server-options.js";
import { tlsLines } from "./tls-lines.js";

/** The redis.conf of a server that is to be quick, alone and forgotten. */
export function serverConfig(access: Access, options: ServerOptions): string {
  const lines: [name: string, value: ConfigValue][] = [
    ["bind", access.host],
    ["port", access.tls ? 0 : access.port],
    ["daemonize", "no"],
    // By way of a file, because a replica that is fed through a socket may have to wait a second after its sync for
    // the first writes: its acknowledgement comes before the primary has noticed that the transfer is over.
    ["repl-diskless-sync", "no"],
    ["appendonly", options.persistent ? "yes" : "no"],
    // What is acknowledged has been given to the system, and survives a kill. With "everysec" Redis may hold it back for two seconds while
    // the disk is busy.
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
    // Short for a cluster, and long enough for a busy machine not to fail over by itself.
    ["cluster-node-timeout", 2_000],
    // A replica is shown to clients once it has had something from its master, if only a ping.
    ["repl-ping-replica-period", 1],
    ["tls-cluster", tls ? "yes" : "no"],
  ];
}

function passwordLines({ user, password }: Access): [string, ConfigValue][] {
  if (password === undefined) return [];
  // Every server could become a replica by a failover, so each knows how to log in to its like.
  const replication: [string, ConfigValue][] = [["masterauth", quoted(password)]];
  if (user === undefined) return [["requirepass", quoted(password)], ...replication];
  // As a hash, because the password of an ACL rule cannot hold blanks.
  const hash = createHash("sha256").update(password).digest("hex");
  const users = ["default off", `${user} on #${hash} ~* &* +@all`];
  return [["user", users], ["masteruser", quoted(user)], ...replication];
}
