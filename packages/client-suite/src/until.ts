import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

/** For what takes a moment, also on a busy machine. Below the limit of a case, so that it says what did not come. */
const PATIENCE = 20_000;

/** Waits until something is so. */
export async function until(what: string, is: () => boolean | Promise<boolean>): Promise<void> {
  for (const begun = Date.now(); !(await is()); await sleep(5)) {
    if (Date.now() - begun > PATIENCE) assert.fail(`${what}: it did not come`);
  }
}
