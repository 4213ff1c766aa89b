import { FALLBACK_ANSWERS, type Guarded, makeBatch, wrapFunction } from "@coffer/backend-kit";
import type {
  BackendContext,
  BackendSettings,
  Batch,
  BatchOptions,
  Cache,
  CacheKey,
  CacheStats,
  Client,
  ClientContext,
  CommandMessage,
  Commands,
  Key,
  Lock,
  LockOptions,
  MakeKeyOptions,
  OptionDeclarations,
  ServerAddress,
  SetOptions,
  Timeout,
  VersionOption,
  WrapOptions,
  Wrapped,
} from "@coffer/cache-core";
import { buildClient } from "./build-client.js";
import { batchSize } from "./diagnostics/batch-size.js";
import { commandChannel } from "./diagnostics/command-channel.js";
import { serverAddressOf } from "./diagnostics/server-address.js";
import { traced } from "./diagnostics/traced.js";
import { tracedIteration } from "./diagnostics/traced-iteration.js";
import { tracedLock } from "./diagnostics/traced-lock.js";
import { OPTIONS } from "./options.js";
import { fromUrl } from "./settings/from-url.js";
import { meaningOf } from "./settings/meaning-of.js";
import { review } from "./settings/review.js";

/** Commands that call `ignoreOrThrow` themselves, for each of their parts. */
const UNGUARDED = ["getOrSet", "getOrSetMany", "setMany"] as const;
const ITERATORS = ["iterKeys", "sscanIter"] as const;

type Command = Guarded | (typeof UNGUARDED)[number];
type Method = (...args: unknown[]) => Promise<unknown>;
type Iterator = (...args: unknown[]) => AsyncIterable<unknown>;

export interface RedisCache extends Commands {}

/** The default BACKEND: all commands of the client, with the error policy of the settings. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the methods are made from the table, all of them (the type of FALLBACK_ANSWERS is complete).
export class RedisCache implements Cache {
  static readonly options: OptionDeclarations = OPTIONS;
  static readonly settings: BackendSettings = { fromUrl, meaningOf, review };

  readonly alias: string;
  readonly client: Client;
  readonly #ignores: boolean;
  readonly #closes: boolean;
  readonly #ignoreOrThrow: ClientContext["ignoreOrThrow"];
  readonly #statistics: { snapshot(): CacheStats };
  readonly #address: ServerAddress;

  /** @throws ImproperlyConfigured with all problems of the parts that the options name. */
  constructor(resolved: BackendContext) {
    const { client, context } = buildClient(resolved);
    const { alias, options, servers, ignoreOrThrow, statistics } = context;
    this.alias = alias;
    this.client = client;
    this.#ignores = options.IGNORE_EXCEPTIONS === true;
    this.#closes = options.CLOSE_CONNECTION === true;
    this.#ignoreOrThrow = ignoreOrThrow;
    this.#statistics = statistics;
    this.#address = serverAddressOf(servers);
  }

  stats(): CacheStats {
    return this.#statistics.snapshot();
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

  /** Errors of locks are never ignored: the caller has to know whether the lock is held. */
  lock(key: Key, options?: LockOptions): Lock {
    const lock = this.client.lock(key, options);
    if (!commandChannel.hasSubscribers) return lock;
    return tracedLock(lock, (operation, args) => this.#message(operation, [key, ...args]));
  }

  batch<T, Id = string>(options: BatchOptions<Id, T>): Batch<Id, T> {
    return makeBatch(this, options);
  }

  wrap<Args extends readonly unknown[], T>(
    name: string,
    fn: (...args: Args) => T | Promise<T>,
    options?: Timeout | WrapOptions<Args>,
  ): Wrapped<Args, T> {
    return wrapFunction(this, name, fn, options);
  }

  /** `get` and `set` are called most, so they create no array of arguments if the answer is returned unchanged. */
  get<T = unknown>(key: Key, fallback?: undefined, options?: VersionOption): Promise<T | undefined>;
  get<T = unknown>(key: Key, fallback: null, options?: VersionOption): Promise<T | null>;
  get<T>(key: Key, fallback: T, options?: VersionOption): Promise<T>;
  get<T, F>(key: Key, fallback: F, options?: VersionOption): Promise<T | F>;
  get<T>(key: Key, fallback?: T, options?: VersionOption): Promise<T | undefined> {
    if (this.#ignores || commandChannel.hasSubscribers)
      return this.#guard("get", [key, fallback, options]) as Promise<T | undefined>;
    try {
      return this.client.get(key, fallback, options);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  set(key: Key, value: unknown, options?: Timeout | SetOptions): Promise<boolean> {
    if (this.#ignores || commandChannel.hasSubscribers)
      return this.#guard("set", [key, value, options]) as Promise<boolean>;
    try {
      return this.client.set(key, value, options);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Not `async`, to create no second promise. Argument errors that the client throws become rejections. */
  #ask(name: Command, args: readonly unknown[]): Promise<unknown> {
    try {
      return (this.client[name] as Method).apply(this.client, args as unknown[]);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #call(name: Command, args: unknown[]): Promise<unknown> {
    if (!commandChannel.hasSubscribers) return this.#ask(name, args);
    return traced(this.#message(name, args), (asked) => this.#ask(name, asked));
  }

  #message(operation: string, args: readonly unknown[]): CommandMessage {
    const client = this.client.constructor.name;
    return {
      alias: this.alias,
      client,
      operation,
      args,
      batchSize: batchSize(operation, args),
      ...this.#address,
    };
  }

  #guard(name: Guarded, args: unknown[]): Promise<unknown> {
    const result = this.#call(name, args);
    if (!this.#ignores) return result;
    return result.catch((error) => {
      this.#ignoreOrThrow(error, name);
      return FALLBACK_ANSWERS[name](args);
    });
  }

  async *#iterate(name: (typeof ITERATORS)[number], args: unknown[]): AsyncGenerator<unknown> {
    try {
      const found = (this.client[name] as Iterator)(...args);
      yield* commandChannel.hasSubscribers ? tracedIteration(this.#message(name, args), found) : found;
    } catch (error) {
      this.#ignoreOrThrow(error, name);
    }
  }

  static {
    const define = (name: string, value: unknown) =>
      Object.defineProperty(RedisCache.prototype, name, { value, configurable: true, writable: true });

    for (const name of Object.keys(FALLBACK_ANSWERS) as Guarded[]) {
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
