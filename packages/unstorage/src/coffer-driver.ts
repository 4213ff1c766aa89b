import { escapeGlob, lazyCache } from "@coffer/backend-kit";
import type { Cache, CacheSettings, Caches } from "@coffer/cache-core";
import { MsgPackSerializer } from "@coffer/serializer-msgpack";
import { createCaches } from "coffer";

/** The options that unstorage passes for one item, or for a whole call. */
interface ItemOptions {
  /** Seconds. Left out: the cache's `TIMEOUT`. */
  readonly ttl?: number | undefined;
}

interface Item {
  readonly key: string;
  readonly options?: ItemOptions;
}

/**
 * The settings of a cache, as in `CACHES.default`. `KEY_PREFIX` is what the drivers of unstorage call `base`.
 */
export interface DriverOptions extends CacheSettings {
  /** The name of the driver, which Nitro adds. Has no effect. */
  readonly driver?: string;
}

/** A driver of unstorage 1 and 2. */
export interface CofferDriver {
  /** `"coffer"`. */
  readonly name: string;
  /** For unstorage: the driver supports `ttl`. */
  readonly flags: { readonly ttl: boolean };
  /** An empty object: the settings may contain passwords, and unstorage's tools show the options of drivers. */
  readonly options: object;
  /** Returns the cache, for features that unstorage does not have. */
  getInstance(): Promise<Cache>;
  /** Checks whether an item exists. Redis: `EXISTS`, O(1). */
  hasItem(key: string): Promise<boolean>;
  /** Reads an item as a string; null if it is missing. Redis: `GET`, O(1). */
  getItem(key: string): Promise<string | null>;
  /** Reads many items, in the given order; null for a missing one. Redis: `MGET`, O(n) for n items. */
  getItems(items: readonly Item[]): Promise<{ key: string; value: string | null }[]>;
  /** Reads an item with the type that `setItemRaw` stored; null if it is missing. Redis: `GET`, O(1). */
  getItemRaw(key: string): Promise<unknown>;
  /** Stores a string. `ttl` is in seconds; default: the cache's `TIMEOUT`. Redis: `SET`, O(1). */
  setItem(key: string, value: string, options?: ItemOptions): Promise<void>;
  /** Stores many strings in one batch; `ttl` as in `setItem`. Redis: one `SET` per item, pipelined; O(n) for n items. */
  setItems(items: readonly (Item & { readonly value: string })[], common?: ItemOptions): Promise<void>;
  /**
   * Stores a value of any type that the serializer keeps, such as bytes. Redis: `SET`, O(1).
   * @throws SerializerError for a value that the cache's serializer cannot restore exactly.
   */
  setItemRaw(key: string, value: unknown, options?: ItemOptions): Promise<void>;
  /** Deletes an item. Redis: `UNLINK`, O(1). */
  removeItem(key: string): Promise<void>;
  /**
   * Reads how long an item has left. Redis: `PTTL`, O(1).
   * @returns `ttl` in seconds, rounded up; no `ttl` if the item does not expire; null if it is missing.
   */
  getMeta(key: string): Promise<{ ttl?: number } | null>;
  /** Collects the keys that begin with `base`. Redis: `SCAN`, O(N) for N keys in the database. */
  getKeys(base?: string): Promise<string[]>;
  /** Deletes the items whose keys begin with `base`. Redis: `SCAN` and `UNLINK`, O(N) for N keys in the database. */
  clear(base?: string): Promise<void>;
  /** Closes the cache if the driver has opened it. */
  dispose(): Promise<void>;
}

/**
 * Creates a driver for unstorage.
 * @param given what `createCaches` resolves to, one of its caches, or the settings of a cache: then the driver creates it at the first use,
 * and closes it in `dispose`. Invalid settings reject every call.
 * @throws TypeError for other values.
 */
export function cofferDriver(given: Caches | Cache | DriverOptions = {}): CofferDriver {
  const { get, close } = lazyCache(given, open, "the driver");
  return {
    name: "coffer",
    flags: { ttl: true },
    // Not the settings: unstorage's tools show them, and they may have a password.
    options: {},
    getInstance: get,

    async hasItem(key) {
      return (await get()).has(key);
    },
    async getItem(key) {
      return asText(await (await get()).get(key));
    },
    async getItems(items) {
      const found = await (await get()).getMany(items.map(({ key }) => key));
      return items.map(({ key }) => ({ key, value: asText(found.get(key)) }));
    },
    async getItemRaw(key) {
      return (await get()).get(key, null);
    },
    async setItem(key, value, options) {
      await (await get()).set(key, value, timeout(options));
    },
    async setItems(items, common) {
      const cache = await get();
      // One batch, though each may have its own ttl.
      await Promise.all(
        items.map(({ key, value, options }) => cache.set(key, value, timeout(options, common))),
      );
    },
    async setItemRaw(key, value, options) {
      await (await get()).set(key, value, timeout(options));
    },
    async removeItem(key) {
      await (await get()).delete(key);
    },
    async getMeta(key) {
      const ttl = await (await get()).ttl(key);
      return ttl === 0 ? null : ttl === null ? {} : { ttl };
    },
    async getKeys(base = "") {
      return (await get()).keys(`${escapeGlob(base)}*`);
    },
    async clear(base = "") {
      await (await get()).deletePattern(`${escapeGlob(base)}*`);
    },
    dispose: close,
  };
}

/** MessagePack, because raw items are bytes. Imported, not named: bundlers do not see names. */
function open({ driver: _, ...settings }: DriverOptions): Promise<Caches> {
  return createCaches({ CACHES: { default: settings } }, { defaults: { SERIALIZER: MsgPackSerializer } });
}

/** `setItemRaw` may have stored bytes. */
function asText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return value instanceof Uint8Array ? Buffer.from(value).toString() : (value as string);
}

function timeout(own: ItemOptions | undefined, common?: ItemOptions): { timeout?: number } {
  const ttl = own?.ttl ?? common?.ttl;
  return ttl === undefined ? {} : { timeout: ttl };
}
