import type { Cache, CacheContext } from "./contracts/cache.js";
import type { Client, Commands } from "./contracts/client.js";
import type { CacheKey, Key, VersionOption } from "./contracts/key.js";
import type { Lock, LockOptions } from "./contracts/lock.js";
import type { Timeout } from "./contracts/timeout.js";
import type { MakeKeyOptions, SetOptions } from "./contracts/values.js";

type Arguments = readonly unknown[];

/** Commands that answer with a promise and know nothing of the policy; the others see to it themselves. */
type Guarded = Exclude<
  keyof Commands,
  "makeKey" | "lock" | "iterKeys" | "sscanIter" | "getOrSet" | "setMany"
>;

/** What each command answers when its error is ignored. */
const QUIET: { readonly [Name in Guarded]: (args: Arguments) => unknown } = {
  get: ([, fallback]) => fallback,
  getMany: () => new Map(),
  set: () => false,
  add: () => false,
  has: () => false,
  delete: () => false,
  deleteMany: () => 0,
  incr: () => 0,
  decr: () => 0,
  incrVersion: () => 0,
  decrVersion: () => 0,
  ttl: () => 0,
  pttl: () => 0,
  expire: () => false,
  pexpire: () => false,
  expireAt: () => false,
  pexpireAt: () => false,
  persist: () => false,
  touch: () => false,
  keys: () => [],
  deletePattern: () => 0,
  clear: () => undefined,
  sadd: () => 0,
  srem: () => 0,
  scard: () => 0,
  smembers: () => new Set(),
  sismember: () => false,
  smismember: ([, ...members]) => members.map(() => false),
  smove: () => false,
  spop: ([, count]) => (count === undefined ? undefined : new Set()),
  srandmember: ([, count]) => (count === undefined ? undefined : []),
  sdiff: () => new Set(),
  sinter: () => new Set(),
  sunion: () => new Set(),
  sdiffstore: () => 0,
  sinterstore: () => 0,
  sunionstore: () => 0,
  sscan: () => new Set(),
  hset: () => 0,
  hget: () => undefined,
  hmget: () => new Map(),
  hgetall: () => new Map(),
  hdel: () => 0,
  hlen: () => 0,
  hkeys: () => [],
  hexists: () => false,
  zadd: ([, , options]) => ((options as { incr?: boolean } | undefined)?.incr ? undefined : 0),
  zcard: () => 0,
  zcount: () => 0,
  zincrby: () => 0,
  zpopmin: ([, count]) => (count === undefined ? undefined : []),
  zpopmax: ([, count]) => (count === undefined ? undefined : []),
  zrange: () => [],
  zrevrange: () => [],
  zrangebyscore: () => [],
  zrevrangebyscore: () => [],
  zrank: () => undefined,
  zscore: () => undefined,
  zrem: () => 0,
  zremrangebyscore: () => 0,
};

/** They hand the errors of their parts to `tolerate` themselves. */
const UNGUARDED = ["getOrSet", "setMany"] as const;
const ITERATORS = ["iterKeys", "sscanIter"] as const;

type Method = (...args: unknown[]) => Promise<unknown>;
type Iterator = (...args: unknown[]) => AsyncIterable<unknown>;

export interface RedisCache extends Commands {}

/** The default BACKEND: every command of the client, with the settings' policy on errors. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the methods are made from the table, all of them (QUIET is checked).
export class RedisCache implements Cache {
  readonly alias: string;
  readonly client: Client;
  readonly #ignores: boolean;
  readonly #closes: boolean;
  readonly #tolerate: CacheContext["tolerate"];

  constructor({ alias, client, options, tolerate }: CacheContext) {
    this.alias = alias;
    this.client = client;
    this.#ignores = options.IGNORE_EXCEPTIONS === true;
    this.#closes = options.CLOSE_CONNECTION === true;
    this.#tolerate = tolerate;
  }

  async close(): Promise<void> {
    if (this.#closes) await this.client.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.close({ final: true });
  }

  makeKey(key: Key, options?: MakeKeyOptions): CacheKey {
    return this.client.makeKey(key, options);
  }

  /** Whoever takes a lock has to know whether it is held, so its errors are never ignored. */
  lock(key: Key, options?: LockOptions): Lock {
    return this.client.lock(key, options);
  }

  /** The hot paths, `get` and `set`, do without a list of arguments. */
  get<T = unknown>(key: Key, fallback?: T, options?: VersionOption): Promise<T | undefined> {
    if (this.#ignores) return this.#guard("get", [key, fallback, options]) as Promise<T | undefined>;
    try {
      return this.client.get(key, fallback, options);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  set(key: Key, value: unknown, options?: Timeout | SetOptions): Promise<boolean> {
    if (this.#ignores) return this.#guard("set", [key, value, options]) as Promise<boolean>;
    try {
      return this.client.set(key, value, options);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Not `async`: a command costs no promise beyond its own. Argument mistakes that the client throws become rejections. */
  #call(name: Guarded | (typeof UNGUARDED)[number], args: unknown[]): Promise<unknown> {
    try {
      return (this.client[name] as Method).apply(this.client, args);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #guard(name: Guarded, args: unknown[]): Promise<unknown> {
    const result = this.#call(name, args);
    if (!this.#ignores) return result;
    return result.catch((error) => {
      this.#tolerate(error, name);
      return QUIET[name](args);
    });
  }

  async *#iterate(name: (typeof ITERATORS)[number], args: unknown[]): AsyncGenerator<unknown> {
    try {
      yield* (this.client[name] as Iterator)(...args);
    } catch (error) {
      this.#tolerate(error, name);
    }
  }

  static {
    const define = (name: string, value: unknown) =>
      Object.defineProperty(RedisCache.prototype, name, { value, configurable: true, writable: true });

    for (const name of Object.keys(QUIET) as Guarded[]) {
      if (Object.hasOwn(RedisCache.prototype, name)) continue;
      define(name, function (this: RedisCache, ...args: unknown[]) {
        return this.#guard(name, args);
      });
    }
    for (const name of ITERATORS) {
      define(name, function (this: RedisCache, ...args: unknown[]) {
        return this.#iterate(name, args);
      });
    }
    for (const name of UNGUARDED) {
      define(name, function (this: RedisCache, ...args: unknown[]) {
        return this.#call(name, args);
      });
    }
  }
}
