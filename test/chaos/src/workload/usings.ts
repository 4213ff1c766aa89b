import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "@coffer/cache-core";
import type { Holding } from "../history.js";
import { now } from "../now.js";
import type { Step, WorkloadContext } from "./context.js";

const LOCKS: readonly string[] = ["using:a", "using:b", "using:c"];
/** Milliseconds; much shorter than an outage, and extended while there is none. */
const TIMEOUT = 600;
/** Milliseconds that callers wait for a lock. */
const PATIENCE = 200;
/** Milliseconds between two checks of the signal by the work. */
const LOOK = 5;
/** A check that is this late says nothing: this process was blocked, and its timers are all due at once. */
const LATE = 50;

/** Work under an extended lock, mostly short, and some long enough for an outage. */
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

  /** Runs until its end, or until the signal is aborted; resolves to when it last knew that the lock was held. */
  async #work(signal: AbortSignal, end: number): Promise<number> {
    let last = 0;
    while (!signal.aborted && now() < end && this.#context.isGoing()) {
      const slept = now();
      await sleep(LOOK);
      // Its timer may be slightly late, too.
      if (!signal.aborted && now() - slept < LATE) last = slept;
    }
    return last;
  }
}

function unlessTaken(error: unknown): void {
  if (codeOf(error) !== "ERR_LOCK") throw error;
}
