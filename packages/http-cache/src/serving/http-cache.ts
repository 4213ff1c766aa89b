import { chooseCache } from "@coffer/backend-kit";
import type { Cache, Caches } from "@coffer/cache-core";
import { directivesOf } from "../answers/directives.js";
import { type Headers, headerOf } from "../answers/messages.js";
import { type Forward, forwarded } from "./cache-status.js";
import { CONDITIONS, type Exchange } from "./exchange.js";
import type { Home } from "./home.js";
import { keyOf } from "./key-of.js";
import { type HttpCacheOptions, type HttpCacheSettings, readOptions } from "./options.js";
import { report } from "./report.js";
import { StoredForm } from "./stored-form.js";
import { Unstorable } from "./unstorable.js";
import { Visit } from "./visit.js";

/** Safe methods, which do not invalidate stored responses. */
const SAFE = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "QUERY"]);
/**
 * Two of these are answered from the stored response, and for the others the application compares data that only it
 * has.
 */
const PRECONDITIONS = CONDITIONS.slice(2);

/** A shared cache of responses, for any framework. */
export class HttpCache implements Home {
  readonly cache: Cache;
  readonly settings: HttpCacheSettings;
  readonly form: StoredForm;
  readonly unstorable: Unstorable = new Unstorable();

  /**
   * @param more names of further options of the framework.
   * @throws TypeError if it is not a cache, and for wrong options.
   */
  constructor(caches: Caches | Cache, options: HttpCacheOptions<never> = {}, more?: readonly string[]) {
    this.settings = readOptions(options, more);
    this.cache = chooseCache(caches, options.alias, "httpCache");
    this.form = new StoredForm(this.cache);
  }

  /**
   * Answers a request: from the cache, or by the application. Problems with Redis do not affect the response.
   * @throws what the application throws, and the functions of the options.
   */
  async respond(exchange: Exchange): Promise<void> {
    if (!SAFE.has(exchange.request.method)) return this.#change(exchange);
    const why = this.#passes(exchange);
    if (why === undefined) return new Visit(this, exchange).answer();
    await exchange.run(undefined, () => ({ headers: forwarded(why), keep: 0 }));
  }

  /**
   * Deletes the stored responses of a URL, for every host: `/products/7?lang=de`, or a whole URL.
   * @returns whether there were any.
   * @throws TypeError for an invalid URL; what `cache.delete` throws.
   */
  async purge(url: string): Promise<boolean> {
    return this.cache.delete(keyOf(pathOf(url)));
  }

  #passes({ request, raw }: Exchange): Forward | undefined {
    const { method, headers } = request;
    if (method !== "GET" && method !== "HEAD") return "method";
    if (this.settings.bypass(raw)) return "bypass";
    // The application handles range requests.
    const isSpecial = headers.range !== undefined || headers.upgrade !== undefined;
    const asksForMore = PRECONDITIONS.some((name) => headers[name] !== undefined);
    const isSecret = directivesOf(headerOf(headers, "cache-control")).has("no-store");
    return isSpecial || asksForMore || isSecret ? "request" : undefined;
  }

  /** Changed resources are deleted from the cache before the client knows of the change. RFC 9111 (4.4). */
  async #change(exchange: Exchange): Promise<void> {
    const { url, origin } = exchange.request;
    await exchange.run(undefined, ({ status, headers }) => {
      const verdict = { headers: forwarded("method"), keep: 0 };
      if (status < 200 || status >= 400) return verdict;
      const keys = changedUrls(origin, url, headers).map(keyOf);
      const after = this.cache.deleteMany(keys).catch((error) => report(this.cache, error));
      return { ...verdict, after };
    });
  }
}

/** The URLs that a response to an unsafe method invalidates: paths and queries. */
function changedUrls(origin: string, url: string, headers: Headers): string[] {
  const others = ["location", "content-location"].flatMap((name) => {
    const given = headerOf(headers, name);
    if (given === undefined || !URL.canParse(given, origin + url)) return [];
    const other = new URL(given, origin + url);
    return other.origin === new URL(origin).origin ? [other.pathname + other.search] : [];
  });
  return [...new Set([url, ...others])];
}

function pathOf(url: string): string {
  if (typeof url === "string" && url.startsWith("/")) return url.replace(/#.*/, "");
  if (!URL.canParse(url))
    throw new TypeError(`purge takes a URL, or its path and query; got ${JSON.stringify(url)}`);
  const { pathname, search } = new URL(url);
  return pathname + search;
}
