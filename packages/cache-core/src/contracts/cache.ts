import type { Client, Commands } from "./client.js";
import type { Key, VersionOption } from "./key.js";
import type { CacheStats } from "./statistics.js";

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
  /** Ends a unit of work, such as a request: releases the connections where `CLOSE_CONNECTION` says so, else does nothing. */
  close(): Promise<void>;
}
