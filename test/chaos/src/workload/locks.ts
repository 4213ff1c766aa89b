import { setTimeout as sleep } from "node:timers/promises";
import type { HeldLock } from "@coffer/cache-core";
import type { Holding } from "../history.js";
import { now } from "../now.js";
import type { Step, WorkloadContext } from "./context.js";

const LOCKS: readonly string[] = ["lock:a", "lock:b"];
/** Milliseconds until Redis releases a lock whose holder does not. */
const TIMEOUT = 500;
/** Milliseconds that callers wait for a lock. */
const PATIENCE = 200;

/** Holders who release their lock after a while, and some who forget it. */
export class Locks {
  readonly holdings: Holding[] = [];
  readonly steps: readonly Step[];
  readonly #context: WorkloadContext;

  constructor(context: WorkloadContext) {
    this.#context = context;
    this.steps = LOCKS.map((key) => () => this.#hold(key));
  }

  async #hold(key: string): Promise<void> {
    const { cache, calls, random } = this.#context;
    const lock = cache.lock(key, { timeout: TIMEOUT / 1000, fencing: true, sleep: 0.02 });
    const acquire = () => lock.acquire({ blockingTimeout: PATIENCE / 1000 });
    const { from, to, value: held } = await calls.time("acquire", acquire, PATIENCE);
    if (!held) return;
    await sleep(random.between(0, 8));
    const until = random.fraction() < 0.05 ? from + TIMEOUT : await this.#release(held, from);
    this.holdings.push({ key, number: held.fencingToken as number, from, to, until });
  }

  /** Until when it was certainly held. */
  async #release(held: HeldLock, acquired: number): Promise<number> {
    const until = Math.min(now(), acquired + TIMEOUT);
    await this.#context.calls.time("release", () => held.release());
    return until;
  }
}
