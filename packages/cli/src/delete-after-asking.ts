import { confirm } from "./confirm.js";
import { deleteAll } from "./delete-all.js";
import type { Deletion } from "./deletion.js";
import { interruptibly } from "./interruptibly.js";
import { note, print } from "./output.js";

export interface AskOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
}

/**
 * Counts, asks, deletes and reports. Skips counting if the count is neither asked about nor shown.
 * @param what completes the sentence "12 keys ...".
 * @param finish deletes what the count did not see, unless it is interrupted before.
 */
export function deleteAfterAsking(
  deletion: Deletion,
  what: string,
  { yes, json }: AskOptions,
  finish: () => Promise<void> = async () => {},
): Promise<void> {
  return interruptibly(async (signal) => {
    const isSeen = !yes || process.stderr.isTTY;
    const total = isSeen ? await deletion.count(signal) : undefined;
    if (total === 0) return print(json, { deleted: 0 }, `there are no keys ${what}`);
    if (
      !yes &&
      !(await confirm(`Delete ${total?.toLocaleString("en")} ${total === 1 ? "key" : "keys"} ${what}?`))
    ) {
      return note("nothing was deleted");
    }
    const deleted = await deleteAll(deletion, total, signal);
    await finish();
    print(json, { deleted }, `${deleted.toLocaleString("en")} ${deleted === 1 ? "key" : "keys"} deleted`);
  });
}
