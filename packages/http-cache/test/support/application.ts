import { createServer, type Server } from "node:http";
import type { Cache } from "@coffer/cache-core";
import { httpCache as expressCache, type HttpCacheOptions } from "@coffer/http-cache";
import { httpCache as fastifyCache } from "@coffer/http-cache/fastify";
import { httpCache as honoCache } from "@coffer/http-cache/hono";
import { createAdaptorServer } from "@hono/node-server";
import express from "express";
import Fastify from "fastify";
import { Hono } from "hono";
import { listen } from "./listen.js";

export const FRAMEWORKS = ["express", "fastify", "hono"] as const;
export type Framework = (typeof FRAMEWORKS)[number];

export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface Answered {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

type Answer = (asked: Asked) => Answered | Promise<Answered>;

/** A web server whose responses are cached. */
export class Application implements AsyncDisposable {
  readonly url: string;
  readonly purge: (url: string) => Promise<boolean>;
  /** The requests that the application got. */
  readonly asked: readonly Asked[];
  readonly #server: Server;
  /** Closed with it. */
  readonly caches: AsyncDisposable[] = [];

  private constructor(url: string, server: Server, asked: readonly Asked[], purge: Application["purge"]) {
    this.url = url;
    this.asked = asked;
    this.purge = purge;
    this.#server = server;
  }

  /** @param answer the application's response. */
  static async start(
    framework: Framework,
    cache: Cache,
    answer: Answer,
    options: HttpCacheOptions<never> = {},
  ): Promise<Application> {
    const asked: Asked[] = [];
    const seen: Answer = (request) => {
      asked.push({ ...request, headers: { ...request.headers } });
      return answer(request);
    };
    const { server, purge } = await SERVERS[framework](cache, options, seen);
    return new Application(await listen(server), server, asked, purge);
  }

  get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> {
    // Otherwise fetch would send `no-cache` for conditional requests.
    return fetch(this.url + path, {
      method,
      headers: { "cache-control": "x", pragma: "x", ...headers },
      redirect: "manual",
    });
  }

  async text(path: string, headers: Record<string, string> = {}): Promise<string> {
    return (await this.get(path, headers)).text();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
    for (const caches of this.caches) await caches[Symbol.asyncDispose]();
  }
}

interface Started {
  readonly server: Server;
  readonly purge: Application["purge"];
}

const SERVERS: Record<
  Framework,
  (cache: Cache, options: HttpCacheOptions<never>, answer: Answer) => Promise<Started>
> = {
  async express(cache, options, answer) {
    const pages = expressCache(cache, options as HttpCacheOptions);
    const app = express();
    app.use(pages as never);
    app.use(async (request, response) => {
      const { method, originalUrl: url, headers } = request;
      const { status = 200, headers: given = {}, body = "" } = await answer({ method, url, headers });
      response.status(status).set(given).send(body);
    });
    return { server: createServer(app), purge: pages.purge };
  },

  async fastify(cache, options, answer) {
    const pages = fastifyCache(cache, options as HttpCacheOptions);
    const app = Fastify();
    await app.register(pages);
    app.all("/*", { exposeHeadRoute: false } as never, async (request, reply) => {
      const { method, url, headers } = request;
      const { status = 200, headers: given = {}, body = "" } = await answer({ method, url, headers });
      return reply.code(status).headers(given).send(body);
    });
    await app.ready();
    return {
      server: createServer((request, response) => app.routing(request, response)),
      purge: pages.purge,
    };
  },

  async hono(cache, options, answer) {
    const app = new Hono();
    const pages = honoCache(cache, { ...(options as HttpCacheOptions), app });
    app.use(pages);
    app.all("*", async (context) => {
      const { method, url, headers } = context.req.raw;
      const path = url.slice(new URL(url).origin.length);
      const {
        status = 200,
        headers: given = {},
        body = "",
      } = await answer({
        method,
        url: path,
        headers: Object.fromEntries(headers),
      });
      const bytes = status === 204 || status === 304 ? null : new Uint8Array(Buffer.from(body));
      return new Response(bytes, { status, headers: given });
    });
    return { server: createAdaptorServer({ fetch: app.fetch }) as Server, purge: pages.purge };
  },
};
