import { createHash } from "node:crypto";
import type { Access } from "./access.js";
import type { ConfigValue, ServerOptions } from "./server-options.js";

/** The redis.conf of a server that is to be quick, alone and forgotten. */
export function serverConfig(access: Access, options: ServerOptions): string {
  const lines: [name: string, value: ConfigValue][] = [
    ["bind", access.host],
    ["port", access.tls ? 0 : access.port],
    ["daemonize", "no"],
    // Replicas are in sync at once, instead of after the five seconds in which a primary waits for more of them.
    ["repl-diskless-sync", "yes"],
    ["repl-diskless-sync-delay", 0],
    ["appendonly", options.persistent ? "yes" : "no"],
    ["save", '""'],
  ];
  if (access.socketPath !== undefined) lines.push(["unixsocket", access.socketPath]);
  lines.push(...tlsLines(access, options), ...passwordLines(access));
  if (options.replicaOf) lines.push(["replicaof", `${options.replicaOf.host} ${options.replicaOf.port}`]);
  if (options.cluster) lines.push(["cluster-enabled", "yes"], ["cluster-node-timeout", 1_000]);
  lines.push(...Object.entries(options.config ?? {}));
  return lines.flatMap(([name, value]) => [value].flat().map((item) => `${name} ${item}\n`)).join("");
}

function tlsLines({ tls, port }: Access, options: ServerOptions): [string, ConfigValue][] {
  if (tls === undefined) return [];
  return [
    ["tls-port", port],
    ["tls-ca-cert-file", tls.ca],
    ["tls-cert-file", tls.cert],
    ["tls-key-file", tls.key],
    ["tls-auth-clients", "optional"],
    ["tls-replication", "yes"],
    ...(options.cluster ? ([["tls-cluster", "yes"]] as [string, ConfigValue][]) : []),
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

/** Any bytes in the quoting of redis.conf. */
function quoted(text: string): string {
  return `"${Buffer.from(text).toString("hex").replace(/../g, "\\x$&")}"`;
}
