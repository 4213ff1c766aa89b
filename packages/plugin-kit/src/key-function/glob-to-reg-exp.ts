/** A pattern of Redis, as a regular expression. */
export function globToRegExp(glob: string): RegExp {
  const source = glob.replace(
    /\\(.)|\[(\^?)((?:\\.|[^\]])*)\]|(.)/gs,
    (_, escaped?: string, not = "", of?: string, character = "") => {
      if (of !== undefined) return `[${not}${of.replace(/[[^]/g, "\\$&")}]`;
      if (character === "*") return ".*";
      if (character === "?") return ".";
      return (escaped ?? character).replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    },
  );
  return new RegExp(`^${source}$`, "s");
}
