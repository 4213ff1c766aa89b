import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Seconds are enough on a busy machine too. Below the time limit of a case, so that the message names what did not
 * happen.
 */
const PATIENCE = 20_000;

/** Waits until a condition holds. */
export async function until(what: string, is: () => boolean | Promise<boolean>): Promise<void> {
  for (const begun = Date.now(); !(await is()); await sleep(5)) {
    if (Date.now() - begun > PATIENCE) assert.fail(`${what}: it did not happen in time`);
  }
}
