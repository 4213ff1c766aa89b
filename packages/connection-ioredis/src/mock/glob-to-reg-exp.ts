const PIECES = /\\(.)|\[(\^?)((?:\\.|[^\]])*)\]|([*?])|(.)/gs;

/** A pattern of Redis (`*`, `?`, `[a-z]`, `[^a]`, a backslash before what is meant literally) as a regular expression. */
export function globToRegExp(glob: string): RegExp {
  const source = glob.replace(PIECES, (...match) => {
    const [, escaped, negated, range, wild, plain] = match as (string | undefined)[];
    if (wild !== undefined) return wild === "*" ? ".*" : ".";
    if (range === "") return "(?!)";
    if (range !== undefined) return `[${negated}${range.replace(/[[^]/g, "\\$&")}]`;
    return (escaped ?? plain ?? "").replace(/[$()*+.?[\\\]^{|}/-]/, "\\$&");
  });
  return new RegExp(`^${source}$`, "s");
}
