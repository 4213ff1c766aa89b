import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf, detached } from "@coffer/cache-core";
import type { Lane } from "../lane/lane.js";
import { toBoolean } from "../lane/replies.js";
import { RELEASE } from "./lock-scripts.js";

/** Milliseconds between attempts: at first, and at most. */
const EAGER_BATCH = 50;
const LONGEST = 2000;

export interface LaterRelease {
  readonly redisKey: string;
  readonly token: string | Buffer;
  readonly lane: () => Lane;
  /** On the monotonic clock, when to stop: the lock expires by itself. */
  until(): number;
  /** Whether the command that acquires the lock may still arrive, so that a free lock does not end the release. */
  readonly mayComeYet: boolean;
}

/**
 * Releases a lock in the background as soon as Redis answers. It does not keep the process alive, and never rejects.
 */
export function releaseLater(release: LaterRelease): Promise<void> {
  return detached(() => tryUntilReleased(release));
}

async function tryUntilReleased({ redisKey, token, lane, until, mayComeYet }: LaterRelease): Promise<void> {
  for (let pause = EAGER_BATCH; performance.now() + pause < until(); pause = Math.min(pause * 2, LONGEST)) {
    await sleep(pause, undefined, { ref: false });
    try {
      const isReleased = toBoolean(await lane().run(RELEASE, [redisKey], [token]));
      if (isReleased || !mayComeYet) return;
    } catch (error) {
      if (codeOf(error) === "ERR_CLOSED") return;
    }
  }
}
