import type { Command } from "@coffer/cache-core";
import { toBoolean } from "../lane/replies.js";
import type { Kernel } from "./kernel.js";

/**
 * Sets the time left of a key in milliseconds; returns false if it is missing.
 * @param left `null`: it does not expire.
 */
export function setLifetime(client: Kernel, redisKey: string, left: number | null): Promise<boolean> {
  if (left !== null) return client.write("PEXPIRE", redisKey, [Math.max(left, 0)], toBoolean);
  // PERSIST also returns 0 for a key without an expiry.
  return client
    .writing(redisKey, (lane, group) => {
      const both: Command[] = [
        ["PERSIST", [redisKey], group],
        ["EXISTS", [redisKey], group],
      ];
      return lane.sendMany(both, [redisKey]);
    })
    .then(([persisted, exists]) => {
      if (persisted instanceof Error) throw persisted;
      if (exists instanceof Error) throw exists;
      return toBoolean(exists as number);
    });
}
