import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "@coffer/cache-core";
import type { Holding } from "../history.js";
import { now } from "../now.js";
import type { Step, WorkloadContext } from "./context.js";

const LOCKS: readonly string[] = ["using:a", "using:b", "using:c"];
/** Milliseconds; much shorter than an outage, and extended as long as there is none. */
const TIMEOUT = 600;
/** Milliseconds that are waited for a lock. */
const PATIENCE = 200;
/** Milliseconds between two looks of the work at its signal. */
const LOOK = 5;
/** A look that is so late says nothing: this process stood still, and its timers are all due at once. */
const LATE = 50;

/** Work under a lock that is extended, short for the most part, and some so long that an outage comes in between. */
export class Usings {
  readonly holdings: Holding[] = [];
  readonly steps: readonly Step[];
  readonly #context: WorkloadContext;

  constructor(context: WorkloadContext) {
    this.#context = context;
    this.steps = LOCKS.map((key) => () => this.#use(key));
  }

  async #use(key: string): Promise<void> {
    const { cache, calls, random } = this.#context;
    const planned = random.fraction() < 0.05 ? random.between(4_000, 8_000) : random.between(0, 30);
    const lock = cache.lock(key, { timeout: TIMEOUT / 1000, fencing: true, sleep: 0.05 });
    const from = now();
    const use = () =>
      lock.using(
        async (signal, { fencingToken }) => {
          const to = now();
          const until = await this.#work(signal, to + planned);
          this.holdings.push({ key, number: fencingToken as number, from, to, until });
        },
        { blockingTimeout: PATIENCE / 1000 },
      );
    await calls.time("using", () => use().catch(unlessTaken), PATIENCE + planned + LATE);
  }

  /** Goes on until it is over, or has been told that the lock is lost; resolves to when it knew last that it was not. */
  async #work(signal: AbortSignal, end: number): Promise<number> {
    let last = 0;
    while (!signal.aborted && now() < end && this.#context.isGoing()) {
      const slept = now();
      await sleep(LOOK);
      // Since then its timer may be late by a little, too.
      if (!signal.aborted && now() - slept < LATE) last = slept;
    }
    return last;
  }
}

function unlessTaken(error: unknown): void {
  if (codeOf(error) !== "ERR_LOCK") throw error;
}
