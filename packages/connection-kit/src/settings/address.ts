import { isIPv6 } from "node:net";

/** A host, an IPv6 address in brackets, and perhaps a port. */
const ADDRESS = /^(\[[0-9a-f:.%]+\]|[^\s:/?#@[\]]+)(?::([1-9]\d{0,4}))?$/i;

/** A node's address as it stands in a URL. */
export function addressOf(host: string, port: number | string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Takes `host:port` or `host` apart, the host in lower case and IPv6 in brackets; undefined where it is neither. */
export function parseAddress(text: string): { readonly host: string; readonly port?: string } | undefined {
  const [, host, port] = ADDRESS.exec(isIPv6(text) ? `[${text}]` : text) ?? [];
  if (host === undefined || Number(port ?? 1) > 65_535) return undefined;
  return { host: host.toLowerCase(), ...(port !== undefined && { port }) };
}
