import { setTimeout as sleep } from "node:timers/promises";
import type { Cache } from "@coffer/cache-core";
import type { Step, WorkloadContext } from "./context.js";

/** Milliseconds. Servers that let go of idle connections do so after four to six seconds. */
const PAUSE: readonly [from: number, to: number] = [1_000, 8_000];
/** Milliseconds between two looks whether all is over. */
const LOOK = 100;

/** Who has a connection of his own and asks for something now and then. */
export class Idle {
  readonly steps: readonly Step[];
  readonly #context: WorkloadContext;

  /** @param cache has a connection that nobody else uses. */
  constructor(context: WorkloadContext, cache: Cache) {
    this.#context = context;
    this.steps = [() => this.#ask(cache)];
  }

  async #ask(cache: Cache): Promise<void> {
    const { calls, random, isGoing } = this.#context;
    for (let left = random.between(...PAUSE); left > 0 && isGoing(); left -= LOOK) await sleep(LOOK);
    await calls.time("get after a pause", () => cache.get("nothing"));
  }
}
