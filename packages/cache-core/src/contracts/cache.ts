import type { Keys } from "../keys.js";
import type { Client, Commands } from "./client.js";
import type { Key, VersionOption } from "./key.js";
import type { CacheOptions, OptionDeclarations } from "./options.js";
import type { CacheStats } from "./statistics.js";

/** A class that may stand as `BACKEND`. */
export interface BackendClass {
  new (context: never): Cache;
  /**
   * `false`: it works without Redis. It is built with a `LoneCacheContext`; `LOCATION`, and OPTIONS that it does not declare, are
   * not looked at. Default: `true`.
   */
  readonly usesRedis?: boolean;
  /** The OPTIONS that it reads itself. */
  readonly options?: OptionDeclarations;
}

/** What a backend is built with that uses no Redis: `new Backend(context)`. */
export interface LoneCacheContext {
  readonly alias: string;
  readonly options: Readonly<CacheOptions>;
  readonly keys: Keys;
  /** The cache's `TIMEOUT` in milliseconds, `null` for never. */
  readonly timeout: number | null;
}

/** What a backend is built with: `new Backend(context)`. */
export interface CacheContext {
  readonly alias: string;
  readonly client: Client;
  /** The URLs of `LOCATION`, with what credentials they have. */
  readonly servers: readonly string[];
  readonly options: Readonly<CacheOptions>;
  /** See `ClientContext.ignoreOrThrow`. */
  ignoreOrThrow(error: unknown, operation: string): void;
  /** What the client and its parts have counted. */
  readonly statistics: { snapshot(): CacheStats };
}

/** One cache of the settings: the commands, with the policy on errors that the settings ask for. */
export interface Cache extends Commands, AsyncDisposable {
  readonly alias: string;
  /** The commands without that policy: every error reaches the caller. */
  readonly client: Client;
  /**
   * The value, or `fallback` where the key is missing. A key that holds another Redis type (a set, a hash) is
   * missing too, however many reads travel together. Options come third, for a fallback may be any object:
   * `get(key, undefined, { version: 2 })`.
   */
  get<T = unknown>(key: Key, fallback?: undefined, options?: VersionOption): Promise<T | undefined>;
  get<T = unknown>(key: Key, fallback: null, options?: VersionOption): Promise<T | null>;
  get<T>(key: Key, fallback: T, options?: VersionOption): Promise<T>;
  get<T, F>(key: Key, fallback: F, options?: VersionOption): Promise<T | F>;
  /** What it has done since it was made. */
  stats(): CacheStats;
  /** Ends a unit of work, such as a request: lets go of the connections where `CLOSE_CONNECTION` says so, else does nothing. */
  close(): Promise<void>;
}
