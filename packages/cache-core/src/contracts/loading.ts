import type { AnyKey, Key, VersionOption } from "./key.js";
import type { Delay } from "./lock.js";
import type { Timeout, TimeoutOptions } from "./timeout.js";

/** A function that loads a value for `getOrSet`. */
// biome-ignore lint/suspicious/noExplicitAny: with `unknown`, no loader could say what its previous value is.
export type LoadFunction<T> = (load: Load<any>) => T | Promise<T>;

/** What `getOrSet` stores: a value, or a function that loads one. */
export type Loader<T> = T | LoadFunction<T>;

/** An old value that is still stored while it is loaded again. */
export interface PreviousValue<T> {
  /** The old value. */
  readonly value: T;
  /** When it was stored, by the clock of the machine that stored it. */
  readonly storedAt: Date;
}

/** The argument of a loader. The loader may change its `timeout`, `stale` and `grace` once it knows what it has loaded. */
export interface Load<T = unknown> {
  /** The Redis key. */
  readonly key: string;
  /** A signal that is aborted at `hardTimeout`, and when the caches close during a background load. */
  readonly signal: AbortSignal;
  /**
   * The old value, if the call has `stale`, `grace` or `eager`, one is stored, and none of its tags was invalidated. Use it for
   * `If-None-Match` and the like.
   */
  readonly previous: PreviousValue<T> | undefined;
  /** The timeout of the call. Set another one if the loaded data says how long it is valid. */
  timeout: Timeout;
  /** The option `stale` of the call. May be set like `timeout`. */
  stale: Delay;
  /** The option `grace` of the call. May be set like `timeout`. */
  grace: Delay;
  /**
   * Adds tags that are known only after loading. The call needs the option `tags`; use `[]` if it has no other tags.
   * @throws TypeError if the call has no `tags`.
   */
  tag(...tags: string[]): void;
  /** `return load.skip(value)` gives the value to the callers and stores nothing. */
  skip<V>(value: V): V;
}

/** How `getOrSet` loads. An old value is one whose timeout has passed and which Redis keeps for `stale` or `grace`. */
export interface LoadOptions extends TimeoutOptions {
  /**
   * For this long after the timeout, calls return the old value at once and load a new one in the background.
   * @default 0
   */
  readonly stale?: Delay | undefined;
  /**
   * For this long after the timeout, calls return the old value if the load fails or exceeds `softTimeout`.
   * @default 0
   */
  readonly grace?: Delay | undefined;
  /**
   * A share of the timeout, between 0 and 1. A read after this share returns the value and loads a new one in the background.
   * @default no early load
   */
  readonly eager?: number | undefined;
  /**
   * How long a call that has an old value waits for the load before it returns that value.
   * @default until the load ends
   */
  readonly softTimeout?: Delay | undefined;
  /**
   * The longest time that the call, and a load that it starts, may take.
   * @default no limit
   */
  readonly hardTimeout?: Delay | undefined;
  /**
   * How long to wait after a failed load before the next one, if `grace` or `stale` had a value to return.
   * @default 5 seconds
   */
  readonly retryAfter?: Delay | undefined;
  /**
   * The timeout of a loaded `null`.
   * @default `timeout`
   */
  readonly nullTimeout?: Timeout | undefined;
  /**
   * Shortens the timeout by a random part of up to this share, from 0 to 0.5.
   * @default `TIMEOUT_JITTER`
   */
  readonly jitter?: number | undefined;
  /**
   * `true`: load even if a value is stored.
   * @default false
   */
  readonly fresh?: boolean | undefined;
  /**
   * Tags by which `deleteByTag` invalidates the value: at most 64, each of 1 to 200 bytes.
   * @default none
   */
  readonly tags?: (Iterable<string> & object) | undefined;
  /**
   * Called with a promise for the work that continues after the call has returned, such as for `waitUntil` of a serverless platform. The promise
   * never rejects.
   * @default none
   */
  readonly behind?: ((work: Promise<void>) => void) | undefined;
}

/** The second argument of the loader of `getOrSetMany`. What the loader sets applies to all keys that it loads. */
export type ManyLoad = Pick<Load, "signal" | "timeout" | "stale" | "grace" | "tag">;

/** Values by key. */
export type ManyValues<K extends Key, T> =
  | ReadonlyMap<K, T>
  | Iterable<readonly [K, T]>
  | Readonly<Record<string, T>>;

/**
 * Loads many keys at once; each key is passed once. A key that the loader leaves out has no value and is not stored; `null` is a value.
 * Values of keys that are not in `missing` are ignored.
 */
export type ManyLoader<K extends Key, T, Given extends Key = K> = (
  missing: K[],
  load: ManyLoad,
) => ManyValues<Given, T> | Promise<ManyValues<Given, T>>;

/** How `getOrSetMany` loads. */
export interface ManyLoadOptions<K extends Key = Key> extends Omit<LoadOptions, "tags"> {
  /**
   * The tags of all values, or a function that returns those of a key.
   * @default none
   */
  readonly tags?: (Iterable<string> & object) | ((key: K) => Iterable<string> & object) | undefined;
}

/** Reading values and loading those that are missing. */
export interface LoadCommands {
  /**
   * Reads a value; if the key is missing, loads it, stores it and returns it. Concurrent callers in one process share one load. If the loader
   * fails, all of them get its error and nothing is stored. A loaded `undefined` is returned and not stored. While Redis is
   * unreachable and `IGNORE_EXCEPTIONS` is set, each call runs the loader.
   *
   * Redis: `GET` or `MGET`, and `SET` after a load; O(1).
   * @param value the value to store, or a function that loads it.
   * @param options a timeout alone, or an object; see `LoadOptions` for `stale`, `grace` and the limits of a load.
   * @returns the stored or the loaded value.
   * @throws the error of the loader, unless `grace` or `stale` has an old value to return.
   * @throws LoadTimeout at `hardTimeout`, if there is no old value.
   * @throws LoadCycle if loaders wait for each other's keys.
   * @example
   * ```ts
   * const user = await cache.getOrSet("user:1", () => db.loadUser(1), { timeout: "5m", stale: "1h" });
   * ```
   */
  getOrSet<T>(key: Key, value: Loader<T>, options?: Timeout | LoadOptions): Promise<T>;

  /**
   * `getOrSet` for many keys: one read, and one call of the loader with the missing keys, in the given order. Keys that this process already
   * loads are not loaded again; with the layer herd, neither are those that another process loads.
   *
   * Redis: `MGET`, and one `SET` per loaded value, pipelined; O(n) for n keys.
   * @param load called with the missing keys; returns values by key.
   * @param options a timeout alone, or an object.
   * @returns a Map from each key to its value, in the given order. Keys without a value are left out.
   * @throws the error of the loader, unless every missing key has an old value to return (`stale`, `grace`).
   * @example
   * ```ts
   * const keys = [1, 2].map((id) => `user:${id}`);
   * const users = await cache.getOrSetMany(keys, (missing) => db.loadUsers(missing), "5m");
   * ```
   */
  getOrSetMany<T = unknown, K extends Key = string>(
    keys: Iterable<K> & object,
    load: ManyLoader<AnyKey<K>, T>,
    options?: Timeout | ManyLoadOptions<AnyKey<K>>,
  ): Promise<Map<AnyKey<K>, T>>;

  /**
   * Invalidates every value with one of these tags, in all processes, in one or two round trips. A call that begins after this one has resolved
   * never gets a value that was stored, or whose load began, before this one. The keys stay in Redis until they expire. It is safe to repeat the
   * call after an error.
   *
   * Redis: `SET` of one key per tag, in scripts; O(n) for n tags, whatever the number of values.
   * @returns `true` once all servers have confirmed it; `false` only if an error was ignored.
   * @throws TypeError for a tag that is not a string of 1 to 200 bytes.
   * @example
   * ```ts
   * await cache.set("article:7", { title: "News" }, { timeout: "1h", tags: ["news", "author:3"] });
   * await cache.deleteByTag("author:3");
   * ```
   */
  deleteByTag(tags: string | Iterable<string>, options?: VersionOption): Promise<boolean>;
}

/**
 * Why a load ran: `miss` (the key was missing), `stale` (the old value was returned, the load runs in the background), `eager` (the same before
 * the timeout), `grace` (the old value is returned if the load fails), `fresh` (the call has the option).
 */
export type LoadReason = "miss" | "stale" | "eager" | "grace" | "fresh";

/**
 * How a load ended: `stored`; `skipped` (by the loader, by a loaded undefined, or by a timeout of zero); `failed` (the loader's error); `timeout`
 * (`hardTimeout`); `superseded` (the key was written or deleted meanwhile, so nothing was stored); `elsewhere` (another process had loaded, or was
 * loading).
 */
export type LoadOutcome = "stored" | "skipped" | "failed" | "timeout" | "superseded" | "elsewhere";

/** A message on the diagnostics channel `coffer:load`, when a load has ended. */
export interface LoadMessage {
  /** The cache's name in the settings. */
  readonly alias: string;
  /** The Redis key. */
  readonly key: string;
  /** Why the load ran. */
  readonly reason: LoadReason;
  /** How the load ended. */
  readonly outcome: LoadOutcome;
  /** The error of a failed load. */
  readonly error?: unknown;
}
