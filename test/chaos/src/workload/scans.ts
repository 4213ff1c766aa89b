import { now } from "../now.js";
import type { Step, WorkloadContext } from "./context.js";

/** In a cluster they are spread over all primaries. */
const KEYS = 60;

/** Keys that do not change, and a scan for all of them. */
export class Scans {
  readonly steps: readonly Step[];
  readonly #context: WorkloadContext;
  readonly #keys: readonly string[];
  #areThere = false;

  constructor(context: WorkloadContext) {
    this.#context = context;
    this.#keys = keysThatStay(context.worker);
    // A replica that resynchronizes has none of them yet.
    const scan = context.readsFromReplicas ? () => Promise.resolve() : () => this.#scan();
    this.steps = [() => (this.#areThere ? scan() : this.#begin())];
  }

  async #begin(): Promise<void> {
    const { cache, calls } = this.#context;
    const all = this.#keys.map((key) => [key, 1] as const);
    const { value: failed } = await calls.time("setMany", () => cache.setMany(all, null));
    this.#areThere = failed?.length === 0;
  }

  async #scan(): Promise<void> {
    const { cache, calls, complaints, random, worker } = this.#context;
    const from = now();
    const pattern = `stay:${worker}:*`;
    const [what, look] = random.pick<[string, () => Promise<string[]>]>([
      ["keys", () => cache.keys(pattern)],
      // Many small steps, between which much may happen, from one server to the next.
      ["iterKeys", () => allOf(cache.iterKeys(pattern, { itersize: 10 }))],
    ]);
    const { value: found } = await calls.timeParts(what, look);
    if (found === undefined) return;
    const seen = new Set(found);
    const missing = this.#keys.filter((key) => !seen.has(key));
    if (missing.length > 0) {
      const text = `${what}() left out ${missing.length} of ${KEYS} keys without a word, such as ${missing[0]}`;
      complaints.push({ text, from, to: now() });
    }
  }
}

export function keysThatStay(worker: number): string[] {
  return Array.from({ length: KEYS }, (_, n) => `stay:${worker}:${n}`);
}

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
