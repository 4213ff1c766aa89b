import type { Command } from "@coffer/cache-core";

/** What `set` may send besides key and value. */
export type Condition = "NX" | "XX" | undefined;

/**
 * @param timeout in milliseconds, `null` for never.
 * @param slot the group of the key, see `Topology.groupOf`.
 */
export function setCommand(
  redisKey: string,
  data: string | Buffer,
  timeout: number | null,
  condition: Condition,
  slot: number,
): Command {
  if (timeout === null) {
    const args = condition === undefined ? tuple(redisKey, data) : tuple(redisKey, data, condition);
    return tuple("SET", args, slot);
  }
  const args =
    condition === undefined
      ? tuple(redisKey, data, "PX", timeout)
      : tuple(redisKey, data, "PX", timeout, condition);
  return tuple("SET", args, slot);
}

/**
 * `[...items]`, without a literal. V8 counts for each literal how many of its arrays survive, and those of commands
 * survive while they wait for their replies. If nearly all of them do once, as can happen while a program starts,
 * every later one is allocated in the old generation: from then on a third of the time of a `set` is garbage
 * collection.
 */
function tuple<T extends unknown[]>(...items: T): T {
  return items;
}
