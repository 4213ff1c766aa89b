import { type Cache, type Caches, createCaches } from "@coffer/cache-core";
import type { NearSettings } from "@coffer/layer-near";

export interface Given {
  readonly LOCATION: string | readonly string[];
  readonly NEAR_CACHE?: NearSettings;
  readonly OPTIONS?: object;
  readonly cache?: object;
  /** @default near */
  readonly LAYERS?: readonly string[];
}

/** A cache with the prefix `shop`. */
export async function openCache(given: Given): Promise<Cache & AsyncDisposable> {
  const { LAYERS = ["near"] } = given;
  // A process that is halted for longer than MAX_LAG forgets everything: only where that is what a test waits for.
  const NEAR_CACHE = { MAX_LAG: 60, ...given.NEAR_CACHE };
  const OPTIONS = {
    CLIENT_CLASS: "default",
    LAYERS,
    ...(LAYERS.includes("near") ? { NEAR_CACHE } : {}),
    CONNECTION_FACTORY: "ioredis",
    SERIALIZER: "json",
    ...given.OPTIONS,
  };
  const settings = { LOCATION: given.LOCATION as string, KEY_PREFIX: "shop", ...given.cache, OPTIONS };
  const caches: Caches = await createCaches({ CACHES: { default: settings } }, { parent: import.meta });
  return caches.get();
}
