import type { Cache, Caches } from "@coffer/cache-core";
import type { Context, MiddlewareHandler } from "hono";
import { HttpCache } from "./serving/http-cache.js";
import type { HttpCacheOptions } from "./serving/options.js";
import { WebExchange } from "./web/web-exchange.js";

export interface HonoCacheOptions extends HttpCacheOptions<Context> {
  /**
   * The application itself, for `stale-while-revalidate`: it answers once more behind an old answer.
   * @default requests wait for the new answer
   */
  readonly app?: { fetch(request: Request, ...more: never[]): Response | Promise<Response> } | undefined;
}

/** A middleware that answers from a shared cache, or has the application answer. */
export interface HonoCache extends MiddlewareHandler {
  /**
   * Deletes the stored answers of a URL, for every host: `/products/7?lang=de`, or a whole URL.
   * @returns whether there were any.
   * @throws TypeError for what is no URL; what `cache.delete` throws.
   */
  purge(url: string): Promise<boolean>;
}

/**
 * A shared HTTP cache for Hono: `app.use(httpCache(caches, { app }))`. Answers are stored as their `Cache-Control` says.
 * @param caches what `createCaches` resolves to, or one of its caches.
 * @throws TypeError for anything else, and for wrong options.
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
        // Headers of middleware before this one stay on what is stored; in an answer of the application they are already.
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
    // There is none but on serverless platforms; Hono throws.
  }
}
