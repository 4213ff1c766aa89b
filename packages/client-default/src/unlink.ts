import type { Lane } from "./lane.js";
import { toNumber } from "./replies.js";

/**
 * Deletes keys in one trip; resolves to how many there were.
 * @param groups the keys, those together that one command may name.
 * @param order the keys whose order is kept; left out: of all.
 */
export async function unlink(
  lane: Lane,
  groups: readonly (readonly (string | Buffer)[])[],
  order?: readonly string[],
): Promise<number> {
  const [first] = groups;
  if (first !== undefined && groups.length === 1) return lane.send("UNLINK", first, order).then(toNumber);
  const replies = await lane.sendMany(
    groups.map((group) => ["UNLINK", group]),
    order,
  );
  let deleted = 0;
  for (const reply of replies) {
    if (reply instanceof Error) throw reply;
    deleted += toNumber(reply);
  }
  return deleted;
}
