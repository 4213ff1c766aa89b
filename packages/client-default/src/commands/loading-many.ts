import type {
  AnyKey,
  Commands,
  Key,
  Load,
  ManyLoader,
  ManyLoadOptions,
  ManyValues,
  Timeout,
} from "@coffer/cache-core";
import { kindOf, show } from "@coffer/cache-core";
import { checkIterable, checkPairs, milliseconds, timeoutOptions } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import { allDone } from "../lane/all-done.js";
import { Gather } from "../loading/gather.js";
import { LOAD, type LoadPlan, readPlan } from "../loading/load-plan.js";
import { manyLoad } from "../loading/many-load.js";
import { LoadCall } from "./load-call.js";

/** Reads many values, and loads all missing ones with one call of the loader. */
export const loadingMany: Pick<Commands, "getOrSetMany"> & ThisType<Entries> = {
  async getOrSetMany<T = unknown, K extends Key = string>(
    keys: Iterable<K>,
    load: ManyLoader<AnyKey<K>, T>,
    options?: Timeout | ManyLoadOptions<AnyKey<K>>,
  ): Promise<Map<AnyKey<K>, T>> {
    const given = timeoutOptions(options as Timeout | Omit<ManyLoadOptions<AnyKey<K>>, "tags">, LOAD) as
      | ManyLoadOptions<AnyKey<K>>
      | undefined;
    if (typeof load !== "function") throw new TypeError(`load must be a function, got ${show(load)}`);
    const wanted = new Map<string, AnyKey<K>>();
    for (const key of checkIterable(keys as Iterable<AnyKey<K>>, "keys", "keys")) {
      const redisKey = this.keyspace.make(key, given);
      if (!wanted.has(redisKey)) wanted.set(redisKey, key);
    }
    const planOf = planner(this, given);
    const gather = new Gather(wanted.size, (redisKeys, loads) => loadAll(wanted, redisKeys, loads, load));
    const plans = [...wanted].map(([redisKey, key]) => ({ redisKey, plan: { ...planOf(key), gather } }));
    return this.gate.during(async () => {
      const values = await allDone(
        plans.map(({ redisKey, plan }) =>
          new LoadCall<T>(this, redisKey, (each) => gather.ask(redisKey, each) as Promise<T>, plan).run(),
        ),
      );
      const found = new Map<AnyKey<K>, T>();
      for (const [position, { redisKey }] of plans.entries()) {
        const value = values[position];
        if (value !== undefined) found.set(wanted.get(redisKey) as AnyKey<K>, value);
      }
      return found;
    });
  },
};

/** The plan of each key; plans differ by their tags. */
function planner<K extends Key>(
  client: Entries,
  given: ManyLoadOptions<K> | undefined,
): (key: K) => LoadPlan {
  const { tags, ...options } = given ?? {};
  const tagsOf = (names: Iterable<string>) => client.tags.tagsOf(names, given);
  const same = typeof tags === "function" ? [] : tags;
  const timeout = milliseconds(options.timeout, client.context.timeout);
  const plan = readPlan({ ...options, tags: same }, timeout, client.jitter, tagsOf);
  if (typeof tags !== "function") return () => plan;
  return (key) => ({ ...plan, tags: tagsOf(tags(key)) });
}

/** Calls the loader for some of the keys, in the requested order. */
async function loadAll<K extends Key, T>(
  wanted: ReadonlyMap<string, K>,
  redisKeys: readonly string[],
  loads: readonly Load[],
  load: ManyLoader<K, T>,
): Promise<ReadonlyMap<string, unknown>> {
  const asked = new Set(redisKeys);
  const missing = [...wanted].filter(([redisKey]) => asked.has(redisKey));
  const given = valuesBy(
    await load(
      missing.map(([, key]) => key),
      manyLoad(loads),
    ),
  );
  return new Map(missing.map(([redisKey, key]) => [redisKey, given.get(key)]));
}

/** @throws TypeError if the result has no values by key. */
function valuesBy<K extends Key, T>(given: ManyValues<K, T>): { get(key: K): T | undefined } {
  if (given instanceof Map) return given;
  if (typeof given !== "object" || given === null)
    throw new TypeError(`load must return a Map, an object or pairs [key, value], got ${kindOf(given)}`);
  const pairs = new Map(
    checkPairs<K | string, T>(given, "the result of load", "a Map, an object or pairs [key, value]"),
  );
  // Property names are strings: an object has the original keys and not results of makeKey.
  return { get: (key) => pairs.get(pairs.has(key) || typeof key === "string" ? key : key.original) };
}
