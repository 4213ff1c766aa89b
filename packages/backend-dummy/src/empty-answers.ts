import { FALLBACK_ANSWERS } from "@coffer/backend-kit";
import { type Commands, KeyNotFound } from "@coffer/cache-core";

type Arguments = readonly unknown[];
type Answers = { readonly [Name in keyof Commands]?: (args: Arguments) => unknown };

/** Commands that the class implements as methods. */
type Own = "getOrSet" | "getOrSetMany" | "iterKeys" | "lock" | "makeKey" | "sscanIter";

/** The answers of write commands, as after a successful write to an empty cache. */
const WRITES = {
  set: ([, , options]: Arguments) => !(options as { xx?: boolean } | null | undefined)?.xx,
  add: () => true,
  deleteByTag: () => true,
  update: ([, change]: Arguments) => (change as (value: undefined) => unknown)(undefined),
  setMany: () => [],
  sadd: ([, ...members]: Arguments) => new Set(members).size,
  hset: () => 1,
  zadd: ([, entries]: Arguments) => entriesOf(entries).length,
  zincrby: ([, , delta]: Arguments) => delta,
};

/** Counting a missing key is an error unless the caller passes `ignoreKeyCheck`. */
const COUNTING = {
  incr: ([key, delta = 1, options]: Arguments) => counted(key, delta, options),
  decr: ([key, delta = 1, options]: Arguments) => counted(key, -(delta as number), options),
  incrVersion: ([key]: Arguments) => counted(key, 0),
  decrVersion: ([key]: Arguments) => counted(key, 0),
};

/** What each command answers. */
export const EMPTY_ANSWERS: Required<Omit<Answers, Own>> = {
  ...FALLBACK_ANSWERS,
  ...WRITES,
  ...COUNTING,
};

function counted(key: unknown, delta: unknown, options?: unknown): unknown {
  if ((options as { ignoreKeyCheck?: boolean } | undefined)?.ignoreKeyCheck === true) return delta;
  throw new KeyNotFound(String(key));
}

function entriesOf(entries: unknown): readonly unknown[] {
  return entries instanceof Map || Array.isArray(entries) ? [...entries] : Object.keys(entries as object);
}
