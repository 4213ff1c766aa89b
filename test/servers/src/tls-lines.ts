import type { Access } from "./access.js";

/** The lines of redis.conf, of a server as of a sentinel, by which all that it speaks is TLS. */
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
