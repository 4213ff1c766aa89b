/** Why a request went to the application, in the terms of RFC 9211 (2.2). */
export type Forward = "bypass" | "method" | "uri-miss" | "vary-miss" | "request" | "stale";

/** The header `Cache-Status` of a stored response. */
export function hit(freshFor: number): { "cache-status": string } {
  return { "cache-status": `coffer; hit; ttl=${Math.floor(freshFor)}` };
}

/** The header `Cache-Status` of a response of the application. */
export function forwarded(
  why: Forward,
  { stored = false, collapsed = false }: { stored?: boolean; collapsed?: boolean } = {},
): { "cache-status": string } {
  return {
    "cache-status": `coffer; fwd=${why}${stored ? "; stored" : ""}${collapsed ? "; collapsed" : ""}`,
  };
}
