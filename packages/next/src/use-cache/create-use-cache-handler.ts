import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import type { Cache, CacheSettings, Caches } from "@coffer/cache-core";
import type { HandlerOptions } from "../options.js";
import { Storage } from "../storage.js";
import { worst } from "../tags.js";
import { fromBytes, toBytes } from "./streams.js";
import type { Entry, UseCacheHandler } from "./use-cache-handler.js";

/** An entry, with its bytes. */
interface Stored extends Omit<Entry, "value"> {
  readonly value: Uint8Array;
  /** `timestamp` by the clock that tags use. */
  readonly made: number;
}

/**
 * The module for `cacheHandlers` of next.config: "use cache" and "use cache: remote" in a cache.
 * @param given what `createCaches` resolves to, one of its caches, or the settings of one, which is opened at the
 * first use.
 * @throws TypeError for anything else, and for invalid options.
 */
export function createUseCacheHandler(
  given: Caches | Cache | CacheSettings = {},
  options: HandlerOptions = {},
): UseCacheHandler {
  const storage = new Storage(given, options, "createUseCacheHandler");
  /** Pending `set` calls, by Redis key: a concurrent `get` waits for them, as Next requires. */
  const pending = new Map<string, Promise<void>>();

  async function store(key: string, entry: Entry): Promise<void> {
    const { value, tags, stale, timestamp, expire, revalidate } = entry;
    const bytes = await toBytes(value);
    // Next renders such an entry again at each read.
    if (expire <= 0) return;
    const stored: Stored = {
      value: bytes,
      tags,
      stale,
      timestamp,
      expire,
      revalidate,
      made: byWallClock(timestamp),
    };
    await storage.run("set", (client) => client.set(key, stored, { timeout: storage.limit(expire) }), false);
  }

  return {
    async get(cacheKey, softTags) {
      const key = keyOf(cacheKey);
      await pending.get(key);
      return storage.run(
        "get",
        async (client) => {
          const [found, soft] = await Promise.all([
            client.get<Stored>(key),
            storage.tags.read(client, softTags),
          ]);
          if (found === undefined) return undefined;
          const { made, ...entry } = found;
          const own = await storage.tags.read(client, found.tags);
          const verdict = worst([soft(made), own(made)]);
          if (verdict === "expired") return undefined;
          // Next serves an entry with a negative `revalidate` once more, and renders it again in the background.
          const revalidate = verdict === "stale" ? -1 : found.revalidate;
          return { ...entry, revalidate, value: fromBytes(found.value) };
        },
        undefined,
      );
    },

    async set(cacheKey, pendingEntry) {
      const key = keyOf(cacheKey);
      // A render that fails, or a stream that breaks, leaves nothing to store. Next has the error.
      const work = pendingEntry.then((entry) => store(key, entry)).catch(() => {});
      pending.set(key, work);
      await work;
      if (pending.get(key) === work) pending.delete(key);
    },

    /** Nothing is kept in the process. */
    refreshTags: async () => {},

    /** `get` checks soft tags, too, in the round trip of the entry. */
    getExpiration: async () => Number.POSITIVE_INFINITY,

    updateTags: (tags, durations) =>
      storage.run("updateTags", (client) => storage.tags.revalidate(client, tags, durations), undefined),
  };
}

/** Next's keys are long JSON: the build, the function, its arguments. */
function keyOf(cacheKey: string): string {
  return `use:${createHash("sha256").update(cacheKey).digest("hex")}`;
}

/**
 * Next counts from the start of its process, by a clock that is never adjusted: after days it may differ from that of
 * other machines. Whole milliseconds, truncated like the moments of tags.
 */
function byWallClock(timestamp: number): number {
  return Math.floor(timestamp + Date.now() - (performance.timeOrigin + performance.now()));
}
