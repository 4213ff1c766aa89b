import {
  request as ask,
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Cache } from "@coffer/cache-core";
import { type HttpCacheOptions, httpCache } from "@coffer/http-cache";
import express from "express";
import { listen } from "./listen.js";

/** A reverse proxy whose cache is the middleware: the setup that cache-tests expect. */
export async function startProxy(
  origin: string,
  cache: Cache,
  options: HttpCacheOptions = {},
): Promise<{ readonly url: string; readonly server: Server }> {
  const app = express();
  app.disable("x-powered-by");
  app.set("etag", false);
  app.use(httpCache(cache, options));
  app.use((request, response) => forward(origin, request, response));
  const server = createServer(app);
  return { url: await listen(server), server };
}

function forward(origin: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers, url } = request;
  const asked = ask(`${origin}${url}`, { method, headers: headers as never });
  asked.on("information", ({ statusCode, headers }) => {
    if (statusCode === 102) response.writeProcessing();
    if (statusCode === 103) response.writeEarlyHints(headers as Record<string, string>);
  });
  asked.on("response", (answer) => {
    const { statusCode = 0, statusMessage, rawHeaders } = answer;
    response.writeHead(statusCode, statusMessage, rawHeaders);
    answer.pipe(response);
  });
  asked.on("error", () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  request.pipe(asked);
}
