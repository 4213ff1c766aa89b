import { codeOf } from "@coffer/cache-core";
import type { Lane } from "../lane/lane.js";
import { toBoolean } from "../lane/replies.js";
import type { Kernel } from "./kernel.js";
import type { Seams } from "./seams.js";

/** Deletes a key with its sibling keys; returns whether it existed. */
export function remove(client: Kernel & Pick<Seams, "deletedWith">, redisKey: string): Promise<boolean> {
  const beside = client.deletedWith(redisKey);
  return client.writing(redisKey, (lane, group) =>
    afterBeside(beside, lane, group, () =>
      lane.write(redisKey, ["UNLINK", [redisKey], group], redisKey.length, toBoolean),
    ),
  );
}

/**
 * Deletes the sibling keys of a key, and then, in the same batch, runs `work` on the key. In this order, since a
 * sibling key may be what allows a write. A user without the right to the sibling keys may still delete the key.
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

/** @throws any error but a refusal by the server. */
export function unlessRefused(error: unknown): undefined {
  if (codeOf(error) !== "ERR_REPLY") throw error;
}
