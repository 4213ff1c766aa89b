import { type LazyCache, lazyCache } from "@coffer/backend-kit";
import type { Cache, CacheSettings, Caches, Client } from "@coffer/cache-core";
import { MsgPackSerializer } from "@coffer/serializer-msgpack";
import { createCaches } from "coffer";
import { type HandlerOptions, readTimeout } from "./options.js";
import { Tags } from "./tags.js";

/** The value of `NEXT_PHASE` in each process of a build, where there often is no Redis. */
const BUILDING = "phase-production-build";

/**
 * The storage of both handlers. Nothing here rejects: Next answers with status 500 if a handler does, although pages
 * can be rendered without a cache.
 */
export class Storage {
  readonly tags: Tags;
  /** Seconds; `null`: no expiry. */
  readonly #timeout: number | null;
  readonly #cache: LazyCache;
  #isWarned = false;

  /** @throws TypeError for anything but a cache or settings, and for invalid options. */
  constructor(given: Caches | Cache | CacheSettings, options: HandlerOptions, who: string) {
    this.#timeout = readTimeout(options, who);
    this.#cache = lazyCache(given, open, who);
    this.tags = new Tags(this.#timeout);
  }

  /**
   * Runs `work` on the client: a cache that ignores errors would answer that no tag was revalidated. Errors are
   * logged by the cache's logger, in an outage the first one, and `otherwise` is the answer.
   */
  async run<T>(operation: string, work: (client: Client) => Promise<T>, otherwise: T): Promise<T> {
    let client: Client | undefined;
    try {
      client = (await this.#cache.get()).client;
      return await work(client);
    } catch (error) {
      this.#report(client, error, `${operation} of Next's cache handler`);
      return otherwise;
    }
  }

  #report(client: Client | undefined, error: unknown, operation: string): void {
    if (process.env.NEXT_PHASE === BUILDING) {
      if (!this.#isWarned) console.warn(`The build continues without its cache: ${(error as Error).message}`);
      this.#isWarned = true;
      return;
    }
    try {
      if (client?.context === undefined) throw error;
      client.context.report(error, operation);
    } catch {
      // A settings error, or a value that the serializer rejects: logged every time, since nothing else reports it.
      console.error(`Error in ${operation}:`, error);
    }
  }

  /** How long to keep a value that is valid for this many seconds: at most for the option `timeout`. */
  limit(seconds: number | undefined): number | null {
    if (seconds === undefined) return this.#timeout;
    return this.#timeout === null ? seconds : Math.min(seconds, this.#timeout);
  }
}

/**
 * MessagePack, because entries contain bytes and maps of bytes. Imported, not named: Next traces imports for
 * `standalone`.
 */
function open(settings: CacheSettings): Promise<Caches> {
  return createCaches({ CACHES: { default: settings } }, { defaults: { SERIALIZER: MsgPackSerializer } });
}
