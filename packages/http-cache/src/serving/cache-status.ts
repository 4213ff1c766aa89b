/** Why a request went to the application, as RFC 9211 (2.2) has it. */
export type Forward = "bypass" | "method" | "uri-miss" | "vary-miss" | "request" | "stale";

/** The header `Cache-Status` of an answer that was stored. */
export function hit(freshFor: number): { "cache-status": string } {
  return { "cache-status": `coffer; hit; ttl=${Math.floor(freshFor)}` };
}

/** The header `Cache-Status` of an answer of the application. */
export function forwarded(
  why: Forward,
  { stored = false, collapsed = false }: { stored?: boolean; collapsed?: boolean } = {},
): { "cache-status": string } {
  return {
    "cache-status": `coffer; fwd=${why}${stored ? "; stored" : ""}${collapsed ? "; collapsed" : ""}`,
  };
}
