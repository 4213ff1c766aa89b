import type { IncomingMessage, ServerResponse } from "node:http";
import type { Cache, Caches } from "@coffer/cache-core";
import { isApart, NodeExchange } from "./node/node-exchange.js";
import { HttpCache } from "./serving/http-cache.js";
import type { HttpCacheOptions } from "./serving/options.js";

/** A request of Express, or of another framework with middleware on `node:http`. */
interface ConnectRequest extends IncomingMessage {
  originalUrl?: string;
  protocol?: string;
  hostname?: string;
  app?: unknown;
}

/** The used parts of an Express application. */
interface ExpressApp {
  (request: IncomingMessage, response: ServerResponse): void;
  readonly parent?: ExpressApp;
}

/** A middleware that answers from a shared cache, or passes the request on. */
export interface HttpCacheMiddleware<Request> {
  (request: Request, response: ServerResponse, next: (error?: unknown) => void): void;
  /**
   * Deletes the stored responses of a URL, for every host: `/products/7?lang=de`, or a whole URL.
   * @returns whether there were any.
   * @throws TypeError for an invalid URL; the errors of `cache.delete`.
   */
  purge(url: string): Promise<boolean>;
}

/**
 * Creates a shared HTTP cache for Express and Connect: `app.use(httpCache(caches))`. It stores responses according to their `Cache-Control`.
 * @param caches what `createCaches` resolves to, or one of its caches.
 * @throws TypeError for other values and for wrong options.
 */
export function httpCache<Request extends IncomingMessage = ConnectRequest>(
  caches: Caches | Cache,
  options: HttpCacheOptions<Request> = {},
): HttpCacheMiddleware<Request> {
  const home = new HttpCache(caches, options);
  const middleware = (request: Request, response: ServerResponse, next: (error?: unknown) => void) => {
    if (isApart({ request, response, next })) return;
    const { originalUrl, protocol, hostname, headers, url = "/" }: ConnectRequest = request;
    // Express only has the host name, which may come from a proxy's header.
    const { host = "localhost" } = headers;
    const asked = hostname === undefined || host.startsWith(hostname) ? host : hostname;
    const exchange = new NodeExchange({
      request,
      response,
      raw: request,
      url: originalUrl ?? url,
      origin: `${protocol ?? ("encrypted" in request.socket ? "https" : "http")}://${asked}`,
      next: () => next(),
      dispatch: dispatcherOf(request),
    });
    home.respond(exchange).catch(next);
  };
  return Object.assign(middleware, { purge: (url: string) => home.purge(url) });
}

/** The handler of the whole application: Express's own, or that of the server. */
function dispatcherOf({ app, socket }: ConnectRequest) {
  if (typeof app === "function") {
    let root = app as ExpressApp;
    while (root.parent) root = root.parent;
    return root;
  }
  const { server } = socket as { server?: { emit(event: "request", ...args: unknown[]): void } };
  return (
    server &&
    ((request: IncomingMessage, response: ServerResponse) => void server.emit("request", request, response))
  );
}
