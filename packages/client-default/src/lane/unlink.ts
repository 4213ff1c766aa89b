import type { Command } from "@coffer/cache-core";
import type { Lane } from "./lane.js";
import { toNumber } from "./replies.js";

/**
 * Deletes keys in one round trip; resolves to how many existed.
 * @param groups the keys, by groups that one command may name.
 * @param order the keys whose order is kept; left out: all.
 */
export async function unlink(
  lane: Lane,
  groups: ReadonlyMap<number, readonly (string | Buffer)[]>,
  order?: readonly string[],
): Promise<number> {
  const commands = [...groups].map(([group, keys]): Command => ["UNLINK", keys, group]);
  const [first] = commands;
  if (first !== undefined && commands.length === 1) {
    return lane.send("UNLINK", first[1], order, first[2]).then(toNumber);
  }
  let deleted = 0;
  for (const reply of await lane.sendMany(commands, order)) {
    if (reply instanceof Error) throw reply;
    deleted += toNumber(reply);
  }
  return deleted;
}
