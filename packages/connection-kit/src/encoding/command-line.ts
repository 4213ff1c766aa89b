/** By name, in the case that it was given in. */
const nameLines = new Map<string, string>();
/** Room for the commands of Redis in upper and in lower case. Names come from callers, so the map needs a limit. */
const MAX_NAMES = 1000;

/** The beginning of an encoded command, up to its name. */
export function commandLine(name: string, args: readonly unknown[]): string {
  return `*${args.length + 1}${nameLines.get(name) ?? nameLine(name)}`;
}

function nameLine(name: string): string {
  if (!/^[!-~]+$/.test(name)) throw new TypeError(`${JSON.stringify(name)} is not the name of a command`);
  const line = `\r\n$${name.length}\r\n${name}`;
  if (nameLines.size < MAX_NAMES) nameLines.set(name, line);
  return line;
}
