/** A test for one of Redis's globs: `*`, `?`, `[abc]`, `[^a-c]`, backslash to escape. */
export function globTest(glob: string): (text: string) => boolean {
  let source = "";
  for (let at = 0; at < glob.length; at++) {
    const character = glob[at] as string;
    const end = character === "[" ? endOfClass(glob, at) : -1;
    if (character === "*") source += ".*";
    else if (character === "?") source += ".";
    else if (end > 0) {
      source += classSource(glob.slice(at + 1, end));
      at = end;
    } else if (character === "\\" && at + 1 < glob.length) source += literal(glob[++at] as string);
    else source += literal(character);
  }
  const pattern = new RegExp(`^${source}$`, "s");
  return (text) => pattern.test(text);
}

/** Where the class that opens at `start` closes; -1 for one that never does, whose bracket is then taken as it is. */
function endOfClass(glob: string, start: number): number {
  for (let at = start + 1; at < glob.length; at++) {
    if (glob[at] === "\\") at++;
    else if (glob[at] === "]") return at;
  }
  return -1;
}

function classSource(content: string): string {
  const negated = content.startsWith("^");
  const members = (negated ? content.slice(1) : content).replace(/\\(.)|([\]^[])/gs, (_, escaped, plain) =>
    literal(escaped ?? plain),
  );
  return members === "" ? (negated ? "." : "(?!)") : `[${negated ? "^" : ""}${members}]`;
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
}
