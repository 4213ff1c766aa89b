import type { Access } from "./access.js";

/** Returns the lines of redis.conf (of a server or a sentinel) that make all its connections TLS. */
export function tlsLines({ tls, port }: Access): [name: string, value: string | number][] {
  if (tls === undefined) return [];
  return [
    ["tls-port", port],
    ["tls-ca-cert-file", tls.ca],
    ["tls-cert-file", tls.cert],
    ["tls-key-file", tls.key],
    ["tls-auth-clients", "optional"],
    ["tls-replication", "yes"],
  ];
}
