import type { Command } from "@coffer/cache-core";

/** Commands that do not have exactly one reply, so that later replies would be assigned to the wrong commands. */
const REFUSED = /^([PS]?(UN)?SUBSCRIBE|MONITOR|P?SYNC)$/i;

/** Names that are accepted with any arguments. */
const accepted = new Set<string>();
/** Room for the commands of Redis in upper and in lower case. Names come from callers, so the set needs a limit. */
const MAX_NAMES = 1000;

/** @throws TypeError for a command that cannot be sent on a shared connection. */
export function checkCommand([name, args]: Command): void {
  if (accepted.has(name)) return;
  const isClient = /^CLIENT$/i.test(name);
  if (REFUSED.test(name) || (isClient && /^REPLY$/i.test(String(args[0])))) {
    throw new TypeError(
      `${isClient ? "CLIENT REPLY" : name.toUpperCase()} is not sent: on this connection every command has one reply. ` +
        "Use a separate connection, by ioredis or node-redis",
    );
  }
  if (!isClient && accepted.size < MAX_NAMES) accepted.add(name);
}
