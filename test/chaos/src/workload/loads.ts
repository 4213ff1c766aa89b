import { setTimeout as sleep } from "node:timers/promises";
import type { Load } from "../history.js";
import { now } from "../now.js";
import { faultOf, makeValue } from "../value.js";
import type { Step, WorkloadContext } from "./context.js";

const KEYS = 3;
/** Milliseconds until the next keys are used, which nobody has loaded. */
const LIFETIME = 1_000;
const CALLERS = 2;
/** Maximum milliseconds of a load. */
const LONGEST = 40;

/** Many callers of the same cold keys, in all processes. */
export class Loads {
  readonly loads: Load[] = [];
  readonly bad: string[] = [];
  readonly steps: readonly Step[];
  readonly #context: WorkloadContext;
  readonly #going: Set<string> = new Set();
  #sequence = 0;

  constructor(context: WorkloadContext) {
    this.#context = context;
    this.steps = Array<Step>(CALLERS).fill(() => this.#get());
  }

  async #get(): Promise<void> {
    const { cache, calls, random } = this.#context;
    const key = `load:${Math.floor(random.between(0, KEYS))}:${Math.floor(now() / LIFETIME)}`;
    const get = () => cache.getOrSet(key, () => this.#load(key), 60);
    const { value } = await calls.timeParts("getOrSet", get, LONGEST);
    const fault = value === undefined ? undefined : faultOf(value, key);
    if (fault !== undefined) this.bad.push(fault);
  }

  async #load(key: string): Promise<ReturnType<typeof makeValue>> {
    const { random, worker, complaints } = this.#context;
    const from = now();
    if (this.#going.has(key))
      complaints.push({ text: `${key} was loaded twice at a time in one process`, from, to: from });
    this.#going.add(key);
    this.#sequence += 1;
    await sleep(random.between(0, LONGEST));
    this.#going.delete(key);
    this.loads.push({ key, from, to: now() });
    return makeValue(key, worker, this.#sequence, random.between(20, 1_000));
  }
}
