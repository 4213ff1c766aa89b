import type { Cache, Caches } from "@coffer/cache-core";
import type { Context, MiddlewareHandler } from "hono";
import { HttpCache } from "./serving/http-cache.js";
import type { HttpCacheOptions } from "./serving/options.js";
import { WebExchange } from "./web/web-exchange.js";

/** Options of `httpCache` for Hono. */
export interface HonoCacheOptions extends HttpCacheOptions<Context> {
  /**
   * The application itself, for `stale-while-revalidate`: after a stale response, the cache calls it in the background for a new one.
   * @default requests wait for the new response
   */
  readonly app?: { fetch(request: Request, ...more: never[]): Response | Promise<Response> } | undefined;
}

/** A middleware that answers from a shared cache, or passes the request on. */
export interface HonoCache extends MiddlewareHandler {
  /**
   * Deletes the stored responses of a URL, for every host: `/products/7?lang=de`, or a whole URL.
   * @returns whether there were any.
   * @throws TypeError for an invalid URL; the errors of `cache.delete`.
   */
  purge(url: string): Promise<boolean>;
}

/**
 * Creates a shared HTTP cache for Hono: `app.use(httpCache(caches, { app }))`. It stores responses according to their `Cache-Control`.
 * @param caches what `createCaches` resolves to, or one of its caches.
 * @throws TypeError for other values and for wrong options.
 */
export function httpCache(caches: Caches | Cache, options: HonoCacheOptions = {}): HonoCache {
  const home = new HttpCache(caches, options, ["app"]);
  const { app } = options;
  if (app !== undefined && typeof app?.fetch !== "function")
    throw new TypeError("httpCache: app must be an application with a method fetch");
  const middleware: MiddlewareHandler = async (context, next) => {
    let hasRun = false;
    const exchange = new WebExchange({
      request: context.req.raw,
      raw: context,
      async answer(request) {
        hasRun = true;
        context.req.raw = request;
        await next();
        return context.res;
      },
      take(response) {
        // Headers that earlier middleware has set stay on a stored response; the application's response already
        // contains them.
        if (hasRun) context.res = undefined;
        context.res = response;
      },
      dispatch: app && ((request) => app.fetch(request, ...([context.env] as never[]))),
      behind: (work) => waitUntil(context, work),
    });
    await (exchange.answerApart() ?? Promise.race([home.respond(exchange), exchange.answered]));
  };
  return Object.assign(middleware, { purge: (url: string) => home.purge(url) });
}

export { httpCache as default };

function waitUntil(context: Context, work: Promise<void>): void {
  try {
    context.executionCtx.waitUntil(work);
  } catch {
    // Only serverless platforms have one; Hono throws otherwise.
  }
}
