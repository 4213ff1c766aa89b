import type { Cache, CacheSettings, Caches } from "@coffer/cache-core";
import type { HandlerOptions } from "../options.js";
import { Storage } from "../storage.js";
import { type Durations, type Verdict, worst } from "../tags.js";
import { buildId } from "./build-id.js";
import type {
  CacheHandler,
  CacheHandlerClass,
  Found,
  GetContext,
  SetContext,
  Value,
} from "./cache-handler.js";
import { tagsOf } from "./tags-of.js";

/** The stored form of an entry. `fetch` names its tags next to the value. */
type Stored = Found & { readonly tags?: readonly string[] };

/** How many keys an instance remembers. One instance serves a request, but that of images serves all. */
const MAX_ASKED = 1000;

/**
 * Creates the class that the module for `cacheHandler` of next.config exports: it stores pages (ISR), route handlers, `fetch`,
 * `unstable_cache` and images in a cache.
 * @param given what `createCaches` resolves to, one of its caches, or the settings of one, which is opened at the
 * first use.
 * @throws TypeError for anything else, and for invalid options.
 */
export function createCacheHandler(
  given: Caches | Cache | CacheSettings = {},
  options: HandlerOptions = {},
): CacheHandlerClass {
  // Next constructs the class several times for each request, so the cache is outside of it.
  const storage = new Storage(given, options, "createCacheHandler");

  return class CofferCacheHandler implements CacheHandler {
    readonly #serverDistDir: string | undefined;
    /**
     * When an entry was requested, by key. An entry that is rendered and stored then is as old as that: its data may
     * have been read before a revalidation.
     */
    readonly #asked = new Map<string, number>();

    constructor({ serverDistDir }: { readonly serverDistDir?: string | undefined }) {
      this.#serverDistDir = serverDistDir;
    }

    async get(cacheKey: string, context: GetContext): Promise<Found | null> {
      const asked = Date.now();
      const key = this.#keyOf(cacheKey, context.kind);
      if (key === undefined) return null;
      const found = await storage.run(
        "get",
        async (client): Promise<Found | null> => {
          const named = [...(context.tags ?? []), ...(context.softTags ?? [])];
          const [stored, verdictOfNamed] = await Promise.all([
            client.get<Stored>(key),
            storage.tags.read(client, named),
          ]);
          if (stored === undefined) return null;
          const others = tagsOf(stored).filter((tag) => !named.includes(tag));
          const verdictOfOthers = await storage.tags.read(client, others);
          const verdicts = [verdictOfNamed(stored.lastModified), verdictOfOthers(stored.lastModified)];
          return judged(stored, verdicts, context);
        },
        null,
      );
      // A found entry may be rendered again too, if it is stale.
      if (this.#asked.size >= MAX_ASKED) this.#asked.clear();
      this.#asked.set(key, asked);
      return found;
    }

    async set(cacheKey: string, value: Value | null, context: SetContext): Promise<void> {
      const key = this.#keyOf(cacheKey, value?.kind ?? (context.fetchCache ? "FETCH" : "PAGE"));
      if (key === undefined) return;
      const lastModified = this.#asked.get(key) ?? Date.now();
      this.#asked.delete(key);
      const { cacheControl, tags } = context;
      const stored: Stored = {
        value,
        lastModified,
        ...(cacheControl && { cacheControl }),
        ...(tags && { tags }),
      };
      const timeout = storage.limit(cacheControl?.expire);
      await storage.run("set", (client) => client.set(key, stored, { timeout }), false);
    }

    async revalidateTag(tags: string | string[], durations?: Durations): Promise<void> {
      const all = [tags].flat();
      await storage.run(
        "revalidateTag",
        (client) => storage.tags.revalidate(client, all, durations),
        undefined,
      );
    }

    /** Nothing is kept for a request. */
    resetRequestCache(): void {}

    /** Pages belong to a build, which Next's keys do not contain. Undefined: there is no build yet. */
    #keyOf(cacheKey: string, kind: string): string | undefined {
      if (kind === "FETCH" || kind === "IMAGE") return `${kind.toLowerCase()}:${cacheKey}`;
      const build = buildId(this.#serverDistDir);
      return build === undefined ? undefined : `page:${build}:${cacheKey}`;
    }
  };
}

/** Milliseconds. */
const OVER_A_SECOND = 1001;

function judged(
  { tags: _, ...stored }: Stored,
  verdicts: readonly Verdict[],
  { revalidate }: GetContext,
): Found | null {
  const verdict = worst(verdicts);
  if (verdict === "expired") return null;
  if (verdict === "fresh") return stored;
  // Next knows nothing of tags in other processes, only the age of an entry. It serves an entry that is older than
  // its lifetime once more.
  const { value, cacheControl } = stored;
  const lifetime = value?.kind === "FETCH" ? Math.max(value.revalidate ?? 0, revalidate || 0) : 0;
  const lastModified = Date.now() - lifetime * 1000 - OVER_A_SECOND;
  return { value, lastModified, cacheControl: { ...cacheControl, revalidate: 1 } };
}
