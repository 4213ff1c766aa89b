import { setTimeout as sleep } from "node:timers/promises";
import type { Holding } from "../history.js";
import { now } from "../now.js";
import type { Step, WorkloadContext } from "./context.js";

const LOCKS: readonly string[] = ["section:a", "section:b"];
/** Milliseconds that callers wait for a lock. */
const PATIENCE = 200;
/** The same at the end, when nobody holds it any more. */
const PATIENCE_IN_THE_END = 8_000;

/** Milliseconds that such a lock lives when its holder is gone. */
const LIFETIME = 30_000;

/** Locks without a timeout: a lock whose holder does not know of it would be held for long. */
export class Sections {
  readonly holdings: Holding[] = [];
  readonly steps: readonly Step[];
  readonly #context: WorkloadContext;

  constructor(context: WorkloadContext) {
    this.#context = context;
    this.steps = LOCKS.map((key) => () => this.#enter(key));
  }

  /** Every lock can be acquired again at the end, whatever happened to its holders. */
  async finish(): Promise<void> {
    await Promise.all(LOCKS.map((key) => this.#expectFree(key)));
  }

  async #expectFree(key: string): Promise<void> {
    const from = now();
    const isFree = await this.#enter(key, PATIENCE_IN_THE_END);
    const text = `${key} could not be had within ${PATIENCE_IN_THE_END} ms, though nobody was left who held it`;
    // Redis may have lost its release.
    if (!isFree) this.#context.complaints.push({ text, from: from - LIFETIME, to: now() });
  }

  async #enter(key: string, patience: number = PATIENCE): Promise<boolean> {
    const { cache, calls, random } = this.#context;
    const lock = cache.lock(key, { fencing: true, sleep: 0.02 });
    const acquire = () => lock.acquire({ blockingTimeout: patience / 1000 });
    const { from, to, value: held } = await calls.time("acquire", acquire, patience);
    if (!held) return false;
    await sleep(random.between(0, 8));
    this.holdings.push({ key, number: held.fencingToken as number, from, to, until: now() });
    await calls.time("release", () => held.release());
    return true;
  }
}
