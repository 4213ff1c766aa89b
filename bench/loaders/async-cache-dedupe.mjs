import { createCache } from "async-cache-dedupe";
import { Redis } from "ioredis";

/** @type {import("../contract.d.ts").LoaderCandidate} */
export default {
  name: "async-cache-dedupe",
  open: async (url) => {
    const client = new Redis(url);
    const storage = /** @type {const} */ ({ type: "redis", options: { client, invalidation: true } });
    /** @type {() => Promise<unknown>} */
    let loader = async () => undefined;
    let tag = "";
    const cache = /** @type {any} */ (createCache({ ttl: 24 * 60 * 60, storage }));
    // Its loaders are defined once, when the cache is created, and its keys are their arguments.
    cache.define("load", () => loader());
    cache.define("tagged", { references: () => [tag] }, () => loader());
    /** @type {(name: string, load: () => Promise<unknown>, key: string) => Promise<unknown>} */
    const ask = (name, load, key) => {
      loader = load;
      return cache[name](key);
    };
    return {
      load: (key, load) => ask("load", load, key),
      tagged: (key, load, _seconds, name) => {
        tag = name;
        return ask("tagged", load, key);
      },
      deleteByTag: (name) => cache.invalidate("tagged", [name]),
      close: () => client.quit(),
    };
  },
};
