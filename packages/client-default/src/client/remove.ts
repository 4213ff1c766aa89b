import { codeOf } from "@coffer/cache-core";
import type { Lane } from "../lane/lane.js";
import { toBoolean } from "../lane/replies.js";
import type { Kernel } from "./kernel.js";
import type { Seams } from "./seams.js";

/** Deletes a key, and what goes with it; whether it was there. */
export function remove(client: Kernel & Pick<Seams, "deletedWith">, redisKey: string): Promise<boolean> {
  const beside = client.deletedWith(redisKey);
  return client.writing(redisKey, (lane, group) =>
    afterBeside(beside, lane, group, () =>
      lane.write(redisKey, ["UNLINK", [redisKey], group], redisKey.length, toBoolean),
    ),
  );
}

/**
 * Deletes what goes with a key, and then, in the same batch, does `work` on the key. In this order: what goes with it may be what allows a
 * write to it. A user without the right to such keys may delete all the same.
 */
export function afterBeside<T>(
  beside: string | undefined,
  lane: Lane,
  group: number,
  work: () => Promise<T>,
): Promise<T> {
  if (beside === undefined) return work();
  const gone = lane.write(beside, ["UNLINK", [beside], group], beside.length, toBoolean).catch(unlessRefused);
  return Promise.all([work(), gone]).then(([answer]) => answer);
}

/** @throws whatever is not a refusal by the server. */
export function unlessRefused(error: unknown): undefined {
  if (codeOf(error) !== "ERR_REPLY") throw error;
}
