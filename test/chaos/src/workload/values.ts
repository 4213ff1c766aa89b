import type { Write } from "../history.js";
import { faultOf, makeValue } from "../value.js";
import { isUnknown } from "./calls.js";
import type { Step, WorkloadContext } from "./context.js";

const KEYS_PER_WRITER = 4;
const READERS = 4;
const READERS_OF_MANY = 2;

/** The writer of each key: each has only one, so its possible content is known. */
export function keysOf(writer: number): string[] {
  return Array.from({ length: KEYS_PER_WRITER }, (_, n) => `value:${writer}:${n}`);
}

/** Writers of values, and readers of those of all workers. */
export class Values {
  readonly writes: Write[] = [];
  readonly unknown: Record<string, number[]> = {};
  readonly read: Record<string, number> = {};
  readonly bad: string[] = [];
  readonly steps: readonly Step[];
  readonly #context: WorkloadContext;
  readonly #all: readonly string[];
  #sequence = 0;

  constructor(context: WorkloadContext) {
    this.#context = context;
    const { worker, workers } = context;
    const [first, second, ...together] = keysOf(worker) as [string, string, ...string[]];
    this.#all = Array.from({ length: workers }, (_, writer) => keysOf(writer)).flat();
    this.steps = [
      () => this.#write(first),
      () => this.#write(second),
      () => this.#writeMany(together),
      ...Array<Step>(READERS).fill(() => this.#read(this.#context.random.pick(this.#all))),
      ...Array<Step>(READERS_OF_MANY).fill(() => this.#readMany()),
    ];
  }

  async #write(key: string): Promise<void> {
    const { cache, calls } = this.#context;
    const value = this.#value(key);
    const { sequence } = value;
    const { from, to, code } = await calls.time("set", () => cache.set(key, value, null));
    if (code === undefined) this.writes.push({ key, sequence, from, to });
    else if (isUnknown(code)) this.#unknown(key, sequence);
  }

  async #writeMany(keys: readonly string[]): Promise<void> {
    const { cache, calls } = this.#context;
    const values = new Map(keys.map((key) => [key, this.#value(key)]));
    const outcome = await calls.time("setMany", () => cache.setMany(values, null));
    const { from, to, value: failed = [] } = outcome;
    for (const [key, { sequence }] of values) {
      // The reason why a key failed is not reported.
      if (outcome.code !== undefined || failed.some((it) => String(it) === key)) this.#unknown(key, sequence);
      else this.writes.push({ key, sequence, from, to });
    }
  }

  async #read(key: string): Promise<void> {
    const { cache, calls } = this.#context;
    const { value } = await calls.time("get", () => cache.get(key));
    if (value !== undefined) this.#see(key, value);
  }

  async #readMany(): Promise<void> {
    const { cache, calls } = this.#context;
    const { value } = await calls.time("getMany", () => cache.getMany(this.#all));
    for (const [key, one] of value ?? []) this.#see(String(key), one);
  }

  #see(key: string, value: unknown): void {
    const fault = faultOf(value, key);
    if (fault === undefined) {
      this.read[key] = Math.max(this.read[key] ?? 0, (value as { sequence: number }).sequence);
    } else this.bad.push(fault);
  }

  /** Most are small; some take many packets. */
  #value(key: string): ReturnType<typeof makeValue> {
    const { random, worker } = this.#context;
    this.#sequence += 1;
    const size = random.fraction() < 0.02 ? random.between(10_000, 200_000) : random.between(20, 1_000);
    return makeValue(key, worker, this.#sequence, size);
  }

  #unknown(key: string, sequence: number): void {
    this.unknown[key] = [...(this.unknown[key] ?? []), sequence];
  }
}
