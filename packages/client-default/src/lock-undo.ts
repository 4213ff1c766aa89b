import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "@coffer/cache-core";
import type { Lane } from "./lane.js";
import { RELEASE } from "./lock-scripts.js";

const FIRST = 50;
const LAST = 30_000;

/**
 * Releases a lock that was asked for when the reply did not come: it may be held, and nobody would know of it. Goes on for about
 * a minute, until Redis has answered, and keeps no process alive.
 */
export async function undoLock(made: string, token: string | Buffer, lane: () => Lane): Promise<void> {
  for (let pause = FIRST; pause < LAST; pause *= 2) {
    try {
      await lane().run(RELEASE, [made], [token]);
      return;
    } catch (error) {
      if (codeOf(error) === "ERR_CLOSED") return;
      await sleep(pause, undefined, { ref: false });
    }
  }
}
