import type { CommandArgument } from "@coffer/cache-core";

/** What these are answered with is not one reply each, so that the replies of others would be taken for theirs. */
const REFUSED = /^([PS]?(UN)?SUBSCRIBE|MONITOR|P?SYNC)$/i;

/** By name as it was given. */
const nameLines = new Map<string, string>();
/** The commands of Redis, in upper and in lower case. Names may come from anywhere, and are not kept without end. */
const MAX_NAMES = 1000;

/** The beginning of a command, up to its name. */
export function commandLine(name: string, args: readonly CommandArgument[]): string {
  return `*${args.length + 1}${nameLines.get(name) ?? nameLine(name, args)}`;
}

function nameLine(name: string, args: readonly CommandArgument[]): string {
  if (!/^[!-~]+$/.test(name)) throw new TypeError(`${JSON.stringify(name)} is not the name of a command`);
  const isClient = /^CLIENT$/i.test(name);
  if (REFUSED.test(name) || (isClient && /^REPLY$/i.test(String(args[0])))) {
    throw new TypeError(
      `${isClient ? "CLIENT REPLY" : name.toUpperCase()} is not sent: on this connection every command has one reply. ` +
        "Use a connection of your own, by ioredis or node-redis",
    );
  }
  const line = `\r\n$${name.length}\r\n${name}`;
  if (!isClient && nameLines.size < MAX_NAMES) nameLines.set(name, line);
  return line;
}
