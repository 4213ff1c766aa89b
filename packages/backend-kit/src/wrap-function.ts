import {
  type Cache,
  type CacheKey,
  type MakeKeyOptions,
  show,
  type Timeout,
  toMilliseconds,
  type WrapOptions,
  type Wrapped,
} from "@coffer/cache-core";
import { callKey, ownKey } from "./argument-key.js";
import { checkWellFormed } from "./well-formed.js";

type Commands = Pick<Cache, "makeKey" | "getOrSet" | "delete">;

/** `cache.wrap` for every backend, implemented with other commands. */
export function wrapFunction<Args extends readonly unknown[], T>(
  cache: Commands,
  name: string,
  fn: (...args: Args) => T | Promise<T>,
  given?: Timeout | WrapOptions<Args>,
): Wrapped<Args, T> {
  const { key: own, ...options } = checked(name, fn, given);
  const version: MakeKeyOptions = options.version === undefined ? {} : { version: options.version };
  const keyOf = (args: Args): CacheKey =>
    cache.makeKey(own === undefined ? callKey(name, args) : ownKey(name, own(...args)), version);

  async function wrapped(this: unknown, ...args: Args): Promise<T> {
    return cache.getOrSet<T>(keyOf(args), () => fn.apply(this, args as unknown as [...Args]), options);
  }

  async function fresh(this: unknown, ...args: Args): Promise<T> {
    const load = () => fn.apply(this, args as unknown as [...Args]);
    return cache.getOrSet<T>(keyOf(args), load, { ...options, fresh: true });
  }

  Object.defineProperty(wrapped, "name", { value: name, configurable: true });
  return Object.assign(wrapped, {
    key: (...args: Args) => keyOf(args),
    delete: async (...args: Args) => cache.delete(keyOf(args)),
    fresh,
  });
}

function checked<Args extends readonly unknown[]>(
  name: unknown,
  fn: unknown,
  given: Timeout | WrapOptions<Args> | undefined,
): WrapOptions<Args> {
  if (typeof name !== "string" || name === "") {
    throw new TypeError(
      `wrap: name must be a string that is not empty, the start of the keys, got ${show(name)}`,
    );
  }
  checkWellFormed(name, "name");
  if (typeof fn !== "function")
    throw new TypeError(`wrap(${show(name)}): fn must be a function, got ${show(fn)}`);
  const isTimeout = given === undefined || given === null || typeof given !== "object";
  const options: WrapOptions<Args> = isTimeout ? { timeout: given } : given;
  for (const each of ["fresh", "expiresAt"]) {
    if (each in options)
      throw new TypeError(`wrap(${show(name)}): ${each} cannot be an option for all calls`);
  }
  if (options.timeout !== undefined) toMilliseconds(options.timeout);
  if (options.key !== undefined && typeof options.key !== "function") {
    throw new TypeError(`wrap(${show(name)}): key must be a function, got ${show(options.key)}`);
  }
  return options;
}
