import { toBoolean } from "../lane/replies.js";
import type { Kernel } from "./kernel.js";

/** Deletes a key; whether it was there. */
export function remove(client: Kernel, redisKey: string): Promise<boolean> {
  return client.writing(redisKey, (lane, group) =>
    lane.write(redisKey, ["UNLINK", [redisKey], group], redisKey.length, toBoolean),
  );
}
