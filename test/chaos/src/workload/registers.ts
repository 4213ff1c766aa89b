import type { Cache } from "@coffer/cache-core";
import type { Content, Operation, Request } from "../linearizability/operation.js";
import { now } from "../now.js";
import { type ChaosValue, faultOf, makeValue } from "../value.js";
import { isUnknown } from "./calls.js";
import type { Step, WorkloadContext } from "./context.js";

const KINDS = ["text", "number", "fraction"] as const;
type Kind = (typeof KINDS)[number];

/** How many keys are in use at a time: this many of each kind. */
const KEYS = 6;
/** Milliseconds until the next keys are used: long enough for a fault, and short enough for the search. */
const LIFETIME = 6_000;
const STEPS = 3;
/** This share of the steps makes several calls without awaiting each. */
const BURSTS = 0.3;

/** A planned operation, whose answer is to come. */
interface Plan {
  readonly request: Request;
  ask(cache: Cache): Promise<unknown>;
}

/**
 * All workers read and write the same keys in all ways, and record it. Calls that are not awaited take effect in the
 * order of the calls. A key is empty at first, and is abandoned after a while; the keys do not all end at the same
 * time.
 */
export class Registers {
  readonly operations: Operation[] = [];
  readonly bad: string[] = [];
  readonly steps: readonly Step[];
  readonly #context: WorkloadContext;
  #sessions = 0;
  #sequence = 0;

  constructor(context: WorkloadContext) {
    this.#context = context;
    this.steps = Array<Step>(STEPS).fill(() => this.#step());
  }

  async #step(): Promise<void> {
    const { random, worker } = this.#context;
    const number = Math.floor(random.between(0, KEYS));
    const kind = KINDS[number % KINDS.length] as Kind;
    const key = `${kind}:${number}:${Math.floor((now() + (number * LIFETIME) / KEYS) / LIFETIME)}`;
    const plan = (place: number) =>
      kind === "text" ? this.#planText(key) : this.#planNumber(key, kind, place);
    const calls = random.fraction() < BURSTS ? random.between(2, 5) : 1;
    this.#sessions += 1;
    const session = `${worker}.${this.#sessions}`;
    await Promise.all(Array.from({ length: calls }, (_, place) => this.#perform(key, session, plan(place))));
  }

  async #perform(key: string, session: string, { request, ask }: Plan): Promise<void> {
    const { cache, calls } = this.#context;
    const { from, to, value, code } = await calls.time(request.kind, () => ask(cache));
    if (code === undefined) {
      this.operations.push({
        ...request,
        result: this.#read(key, value),
        key,
        session,
        from,
        to,
      } as Operation);
    } else if (isUnknown(code) && request.kind !== "get") {
      this.operations.push({ ...request, key, session, from, to: Number.POSITIVE_INFINITY });
    }
  }

  /** The name of a value, or the raw answer. */
  #read(key: string, answer: unknown): unknown {
    if (typeof answer !== "object") return answer;
    const fault = faultOf(answer, key);
    if (fault !== undefined) this.bad.push(fault);
    return nameOf(answer as ChaosValue);
  }

  #planText(key: string): Plan {
    const value = this.#value(key);
    const named = { value: nameOf(value), result: true };
    return this.#pick([
      { request: GET, ask: (cache) => cache.get(key) },
      { request: GET, ask: async (cache) => (await cache.getMany([key])).get(key) },
      { request: { kind: "set", ...named }, ask: (cache) => cache.set(key, value, null) },
      { request: { kind: "add", ...named }, ask: (cache) => cache.add(key, value, null) },
      {
        request: { kind: "replace", ...named },
        ask: (cache) => cache.set(key, value, { timeout: null, xx: true }),
      },
      { request: { kind: "delete", result: true }, ask: (cache) => cache.delete(key) },
      {
        request: { kind: "delete", result: true },
        ask: async (cache) => (await cache.deleteMany([key])) === 1,
      },
    ]);
  }

  #planNumber(key: string, kind: Kind, place: number): Plan {
    this.#sequence += 1;
    const value = (this.#context.worker * 10_000 + this.#sequence) * 1_000;
    const count = (delta: number): Plan => ({
      request: { kind: "incr", delta, result: 0 },
      ask: (cache) => cache.incr(key, delta, { ignoreKeyCheck: true }),
    });
    return this.#pick([
      { request: GET, ask: (cache) => cache.get(key) },
      // Two increments by whole numbers in one step are sent together: the first may find a fraction and take the
      // slow way, while the second finds a whole number that somebody has stored meanwhile.
      count(kind === "fraction" && place > 0 ? 1.5 : 1),
      count(kind === "fraction" && place > 0 ? 7.5 : 7),
      // Redis counts whole numbers only; here the sum replaces the read value.
      count(kind === "fraction" ? 0.5 : 3),
      {
        request: { kind: "add", value, result: true },
        ask: (cache) => cache.set(key, value, { timeout: null, nx: true }),
      },
      this.#context.random.fraction() < 0.3
        ? { request: { kind: "delete", result: true }, ask: (cache) => cache.delete(key) }
        : { request: { kind: "set", value }, ask: (cache) => cache.set(key, value, null) },
    ]);
  }

  #pick(plans: readonly Plan[]): Plan {
    return this.#context.random.pick(plans);
  }

  /** Some are so large that another thread compresses them, while later calls go on. */
  #value(key: string): ChaosValue {
    const { random, worker } = this.#context;
    this.#sequence += 1;
    const size = random.fraction() < 0.02 ? random.between(25_000, 60_000) : random.between(20, 200);
    return makeValue(key, worker, this.#sequence, size);
  }
}

const GET: Request = { kind: "get", result: undefined };

function nameOf({ writer, sequence }: ChaosValue): Content {
  return `${writer}.${sequence}`;
}
