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
 * The settings of a cache, as in `CACHES.default`. Nitro adds `driver`; the `base` of unstorage's own drivers is
 * called `KEY_PREFIX` here.
 */
export interface DriverOptions extends CacheSettings {
  readonly driver?: string;
}

/** A driver of unstorage 1 and 2. Missing items are null. */
export interface CofferDriver {
  readonly name: string;
  readonly flags: { readonly ttl: boolean };
  readonly options: object;
  /** The cache, for features that unstorage does not have. */
  getInstance(): Promise<Cache>;
  hasItem(key: string): Promise<boolean>;
  getItem(key: string): Promise<string | null>;
  getItems(items: readonly Item[]): Promise<{ key: string; value: string | null }[]>;
  /** The item with the type of `setItemRaw`. */
  getItemRaw(key: string): Promise<unknown>;
  setItem(key: string, value: string, options?: ItemOptions): Promise<void>;
  setItems(items: readonly (Item & { readonly value: string })[], common?: ItemOptions): Promise<void>;
  /** @throws SerializerError for a value that the cache's serializer would not bring back equal. */
  setItemRaw(key: string, value: unknown, options?: ItemOptions): Promise<void>;
  removeItem(key: string): Promise<void>;
  /** `ttl`: the seconds left, rounded up; none if the item does not expire. Null if it is missing. */
  getMeta(key: string): Promise<{ ttl?: number } | null>;
  getKeys(base?: string): Promise<string[]>;
  clear(base?: string): Promise<void>;
  /** Closes the cache if the driver has opened it. */
  dispose(): Promise<void>;
}

/**
 * A driver over a cache, or over its own one, which it opens with these settings at the first use.
 * @throws TypeError for anything else. Invalid settings reject every call.
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
