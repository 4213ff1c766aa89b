import type { CacheKey } from "./key.js";
import type { LoadOptions } from "./loading.js";

/** Options of `wrap`: those of `getOrSet`, and the key of a call. */
export interface WrapOptions<Args extends readonly unknown[] = readonly unknown[]>
  extends Omit<LoadOptions, "expiresAt" | "fresh"> {
  /**
   * Makes the key of a call, without the name, from its arguments. Required if arguments are other than strings, numbers, bigints, booleans,
   * null and undefined. Calls with equal keys share one value.
   * @default the arguments, joined by commas
   */
  readonly key?: ((...args: Args) => string) | undefined;
}

/** A function whose results are cached, returned by `cache.wrap`. */
export interface Wrapped<Args extends readonly unknown[], T> {
  /**
   * The result of the function for these arguments, cached or computed: `getOrSet`.
   *
   * Redis: `GET`, and `SET` after a run of the function; O(1).
   */
  (...args: Args): Promise<T>;

  /**
   * Makes the key of a call, for use with other commands: the name, a colon and the arguments joined by commas (`user:42,en`). A string that
   * looks like another type gets a leading `'`. If the key exceeds 200 bytes, the SHA-256 of the arguments replaces them. Sends nothing.
   * @throws TypeError for arguments that need `WrapOptions.key`.
   */
  key(...args: Args): CacheKey;

  /**
   * Deletes the cached result for these arguments.
   *
   * Redis: `UNLINK`, O(1).
   * @returns `true` if a result was cached.
   */
  delete(...args: Args): Promise<boolean>;

  /**
   * Runs the function even if its result is cached, and stores the new result.
   *
   * Redis: `SET`, O(1).
   * @returns the new result.
   */
  fresh(...args: Args): Promise<T>;
}

/** The arguments of `fn`, which the compiler infers from `fn` alone; `key` may take fewer. */
type Same<Args extends readonly unknown[]> = { readonly [Place in keyof Args]: Args[Place] };

/** Caching functions. */
export interface WrapCommands {
  /**
   * Returns a function that caches the results of `fn`. Each call is a `getOrSet` with a key made of the name and the arguments, so
   * concurrent calls share one run. A function that throws or rejects caches nothing; `undefined` is not stored. `wrap` itself sends nothing.
   *
   * Redis: `GET` for each call, and `SET` after a run of the function; O(1).
   * @param name the beginning of the keys; unique per function. It is not taken from the function, since minifiers rename functions.
   * @param fn gets the arguments, and `this`, of the call.
   * @param options a timeout alone, or an object.
   * @returns the function, with `key`, `delete` and `fresh`.
   * @throws TypeError for a name that is not a string or is empty, and for wrong options.
   * @example
   * ```ts
   * const loadUser = cache.wrap("user", (id: number) => db.loadUser(id), "5m");
   * const user = await loadUser(1);
   * await loadUser.delete(1);
   * ```
   */
  wrap<Args extends readonly unknown[], T>(
    name: string,
    fn: (...args: Args) => T | Promise<T>,
    options?: LoadOptions["timeout"] | WrapOptions<Same<Args>>,
  ): Wrapped<Args, T>;
}
