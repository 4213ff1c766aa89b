import { isIPv6 } from "node:net";

/** A host, or an IPv6 address in brackets, with or without a port. */
const ADDRESS = /^(\[[0-9a-f:.%]+\]|[^\s:/?#@[\]]+)(?::([1-9]\d{0,4}))?$/i;

/** An address in the form of a URL. */
export function addressOf(host: string, port: number | string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Parses `host:port` or `host`; undefined for anything else. The host is in lower case, IPv6 in brackets. */
export function parseAddress(text: string): { readonly host: string; readonly port?: string } | undefined {
  const [, host, port] = ADDRESS.exec(isIPv6(text) ? `[${text}]` : text) ?? [];
  if (host === undefined || Number(port ?? 1) > 65_535) return undefined;
  return { host: host.toLowerCase(), ...(port !== undefined && { port }) };
}
