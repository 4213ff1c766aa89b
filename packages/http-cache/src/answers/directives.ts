/** The directives of a Cache-Control header by their names in lower case. */
export type Directives = ReadonlyMap<string, string>;

/** The parts between commas; commas within quotes do not count. */
const PART = /(?:[^,"]|"(?:\\.|[^"\\])*"?)+/g;
const SECONDS = new Set(["max-age", "s-maxage", "stale-while-revalidate", "stale-if-error", "min-fresh"]);

/** @param header undefined: no directives. The first of duplicates counts. */
export function directivesOf(header: string | undefined): Directives {
  const directives = new Map<string, string>();
  for (const part of header?.match(PART) ?? []) {
    const [name = "", ...rest] = part.split("=");
    const key = name.trim().toLowerCase();
    if (key === "" || directives.has(key)) continue;
    const value = rest
      .join("=")
      .trim()
      .replace(/^"(.*)"$/, "$1");
    // An invalid number of seconds counts as 0: RFC 9111 (4.2.1) treats such responses as stale.
    directives.set(key, SECONDS.has(key) && !/^\d+$/.test(value) ? "0" : value);
  }
  return directives;
}

/** A directive that is a number of seconds; 0 if it is missing. */
export function secondsOf(directives: Directives, name: string): number {
  return Number(directives.get(name) ?? 0);
}

/** As a header, in the form that http-cache-semantics reads. */
export function headerWith(directives: Directives): string {
  return [...directives].map(([name, value]) => (value === "" ? name : `${name}=${value}`)).join(", ");
}
