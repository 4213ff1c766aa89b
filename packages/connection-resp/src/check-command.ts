import type { Command } from "@coffer/cache-core";

/** What these are answered with is not one reply each, so that the replies of others would be taken for theirs. */
const REFUSED = /^([PS]?(UN)?SUBSCRIBE|MONITOR|P?SYNC)$/i;

/** Names that have been found good, whatever the arguments. */
const good = new Set<string>();
/** The commands of Redis, in upper and in lower case. Names may come from anywhere, and are not kept without end. */
const MAX_NAMES = 1000;

/** @throws TypeError for a command that has no place on a shared connection. */
export function checkCommand([name, args]: Command): void {
  if (good.has(name)) return;
  const isClient = /^CLIENT$/i.test(name);
  if (REFUSED.test(name) || (isClient && /^REPLY$/i.test(String(args[0])))) {
    throw new TypeError(
      `${isClient ? "CLIENT REPLY" : name.toUpperCase()} is not sent: on this connection every command has one reply. ` +
        "Use a connection of your own, by ioredis or node-redis",
    );
  }
  if (!isClient && good.size < MAX_NAMES) good.add(name);
}
