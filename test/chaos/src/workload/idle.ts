import { setTimeout as sleep } from "node:timers/promises";
import type { Cache } from "@coffer/cache-core";
import type { Step, WorkloadContext } from "./context.js";

/** Milliseconds. Servers that close idle connections do so after four to six seconds. */
const PAUSE: readonly [from: number, to: number] = [1_000, 8_000];
/** Milliseconds between two checks for the end. */
const LOOK = 100;

/** A caller with its own connection that sends something now and then. */
export class Idle {
  readonly steps: readonly Step[];
  readonly #context: WorkloadContext;

  /** @param cache has a connection that nothing else uses. */
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
