// #region map
import { createCaches } from "coffer";

interface User {
  readonly name: string;
  readonly email: string;
}

interface ShopValues {
  readonly config: { readonly theme: "dark" | "light" };
  readonly visits: number;
  readonly [key: `user:${number}`]: User;
}

const caches = await createCaches("redis://127.0.0.1:6379/1");
const cache = caches.get<ShopValues>();

const user = await cache.get("user:1"); // User | undefined
const config = await cache.get("config", { theme: "light" }); // { theme }: the fallback stands where there is none
const perhaps = await cache.get("user:7", null); // User | null
const visits = await cache.getOrSet("visits", () => 0); // number
await cache.set("user:2", { name: "Grace", email: "grace@example.org" });

// @ts-expect-error: there is no such key
await cache.get("usr:1");
// @ts-expect-error: that is no user
await cache.set("user:2", { name: "Grace" });
// #endregion map
console.log(user, config, perhaps, visits);

// #region call
const plain = caches.get();
const report = await plain.get<{ orders: number }>("report"); // { orders: number } | undefined
const totals = await plain.getMany<number>(["a", "b"]); // Map<string, number>
const raw = await plain.get("report"); // unknown
// #endregion call
console.log(report, totals, raw);

// #region settings
import type {} from "@coffer/client-herd"; // adds CACHE_HERD_TIMEOUT to OPTIONS
import type { Settings } from "coffer";

export const settings: Settings = {
  CACHES: {
    default: {
      LOCATION: "redis://127.0.0.1:6379/1",
      TIMEOUT: "5m",
      OPTIONS: { CLIENT_CLASS: "herd", CACHE_HERD_TIMEOUT: 30 },
    },
  },
};
// #endregion settings

// #region options
declare module "@coffer/cache-core" {
  interface CacheOptions {
    /** How many times the Acme serializer signs a value. */
    readonly ACME_SIGNATURES?: number;
  }
}

// #endregion options

// #region errors
import { codeOf, type Timeout } from "coffer";

export async function remember(key: string, value: unknown, timeout: Timeout): Promise<boolean> {
  try {
    return await plain.set(key, value, timeout);
  } catch (error) {
    if (codeOf(error) === "ERR_ENCODE") return false;
    throw error;
  }
}
// #endregion errors
