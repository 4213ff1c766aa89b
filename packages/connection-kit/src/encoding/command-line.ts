/** By name as it was given. */
const nameLines = new Map<string, string>();
/** The commands of Redis, in upper and in lower case. Names may come from anywhere, and are not kept without end. */
const MAX_NAMES = 1000;

/** The beginning of a command, up to its name. */
export function commandLine(name: string, args: readonly unknown[]): string {
  return `*${args.length + 1}${nameLines.get(name) ?? nameLine(name)}`;
}

function nameLine(name: string): string {
  if (!/^[!-~]+$/.test(name)) throw new TypeError(`${JSON.stringify(name)} is not the name of a command`);
  const line = `\r\n$${name.length}\r\n${name}`;
  if (nameLines.size < MAX_NAMES) nameLines.set(name, line);
  return line;
}
