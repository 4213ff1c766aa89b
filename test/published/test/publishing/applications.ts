/** An application that installs what it needs and nothing else. */
export interface Application {
  readonly name: string;
  /** The packages that it names. npm also installs their peers. */
  readonly installs: readonly string[];
  /** All of our packages that are then installed. */
  readonly has: readonly string[];
  /** An ES module that is run with REDIS_URL, and prints `fine` if everything works. */
  readonly program: string;
}

const CONNECTION = [
  "@coffer/backend-kit",
  "@coffer/backend-redis",
  "@coffer/cache-core",
  "@coffer/connection-kit",
  "@coffer/django-settings",
];

/** Writes and reads with the settings' OPTIONS. */
const roundTrip = (from: string, options: object) => `
  import { createCaches } from "${from}";
  import assert from "node:assert/strict";
  const settings = { CACHES: { default: { LOCATION: process.env.REDIS_URL, OPTIONS: ${JSON.stringify(options)} } } };
  const caches = await createCaches(settings, { parent: import.meta });
  const cache = caches.get();
  const value = { text: "x".repeat(1000), list: [1, 2, 3] };
  assert.equal(await cache.set("key", value, "1m"), true);
  assert.deepEqual(await cache.get("key"), value);
  await caches.close();
  console.log("fine");
`;

export const APPLICATIONS: readonly Application[] = [
  {
    name: "the package coffer",
    installs: ["coffer"],
    has: [
      ...CONNECTION,
      "@coffer/client-default",
      "@coffer/connection-ioredis",
      "@coffer/serializer-json",
      "coffer",
      "@coffer/serializer-kit",
    ],
    program: roundTrip("coffer", {}),
  },
  {
    name: "a core with parts of its choice",
    installs: [
      "@coffer/cache-core",
      "@coffer/backend-redis",
      "@coffer/client-default",
      "@coffer/client-herd",
      "@coffer/connection-redis",
      "redis",
      "@coffer/serializer-msgpack",
      "@coffer/compressor-zlib",
      "@coffer/cipher-aes-gcm",
    ],
    has: [
      ...CONNECTION,
      "@coffer/cipher-aes-gcm",
      "@coffer/client-default",
      "@coffer/client-herd",
      "@coffer/layer-herd",
      "@coffer/compressor-zlib",
      "@coffer/connection-redis",
      "@coffer/serializer-msgpack",
      "@coffer/serializer-kit",
      "@coffer/compressor-kit",
    ],
    program: roundTrip("@coffer/cache-core", {
      CLIENT_CLASS: "@coffer/client-herd",
      CONNECTION_FACTORY: "@coffer/connection-redis",
      SERIALIZER: "@coffer/serializer-msgpack",
      COMPRESSOR: "@coffer/compressor-zlib",
      CIPHER: "@coffer/cipher-aes-gcm",
      CIPHER_KEYS: [{ id: "now", key: Buffer.alloc(32, "a key").toString("base64") }],
    }),
  },
  {
    name: "shards, lz4 and V8's format",
    installs: [
      "@coffer/cache-core",
      "@coffer/backend-redis",
      "@coffer/client-default",
      "@coffer/client-shard",
      "@coffer/connection-ioredis",
      "ioredis",
      "@coffer/serializer-v8",
      "@coffer/compressor-lz4",
    ],
    has: [
      ...CONNECTION,
      "@coffer/client-default",
      "@coffer/client-shard",
      "@coffer/compressor-lz4",
      "@coffer/connection-ioredis",
      "@coffer/serializer-v8",
      "@coffer/serializer-kit",
      "@coffer/compressor-kit",
    ],
    program: roundTrip("@coffer/cache-core", {
      CLIENT_CLASS: "@coffer/client-shard",
      CONNECTION_FACTORY: "@coffer/connection-ioredis",
      SERIALIZER: "@coffer/serializer-v8",
      COMPRESSOR: "@coffer/compressor-lz4",
    }),
  },
  {
    name: "sessions of express",
    installs: ["coffer", "@coffer/session-store", "express-session"],
    has: [
      ...CONNECTION,
      "@coffer/client-default",
      "@coffer/connection-ioredis",
      "@coffer/serializer-json",
      "@coffer/session-store",
      "coffer",
      "@coffer/serializer-kit",
    ],
    program: `
      import assert from "node:assert/strict";
      import { once } from "node:events";
      import { createServer } from "node:http";
      import { SessionStore } from "@coffer/session-store";
      import { createCaches } from "coffer";
      import session from "express-session";
      const caches = await createCaches({ CACHES: { default: { LOCATION: process.env.REDIS_URL } } }, { parent: import.meta });
      const store = new SessionStore(caches, { prefix: process.pid + ":" });
      const sessions = session({ secret: "s", resave: false, saveUninitialized: false, store });
      const server = createServer((request, response) =>
        sessions(request, response, (error) => {
          if (!error) request.session.visits = (request.session.visits ?? 0) + 1;
          response.end(String(error ?? request.session.visits));
        }),
      ).listen(0, "127.0.0.1");
      await once(server, "listening");
      const visit = (cookie) => fetch("http://127.0.0.1:" + server.address().port, { headers: { cookie } });
      const first = await visit("");
      assert.equal(await first.text(), "1");
      const [cookie] = first.headers.getSetCookie();
      assert.equal(await (await visit(cookie.split(";")[0])).text(), "2");
      assert.equal(await store.length(), 1);
      server.close();
      server.closeAllConnections();
      await caches.close();
      console.log("fine");
    `,
  },
  {
    name: "metrics and traces",
    installs: [
      "coffer",
      "@coffer/metrics-prometheus",
      "prom-client",
      "@coffer/tracing-opentelemetry",
      "@opentelemetry/sdk-trace-base",
    ],
    has: [
      ...CONNECTION,
      "@coffer/client-default",
      "@coffer/connection-ioredis",
      "@coffer/metrics-prometheus",
      "@coffer/serializer-json",
      "@coffer/tracing-opentelemetry",
      "coffer",
      "@coffer/serializer-kit",
    ],
    program: `
      import assert from "node:assert/strict";
      import { registerMetrics } from "@coffer/metrics-prometheus";
      import { instrument } from "@coffer/tracing-opentelemetry";
      import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
      import { createCaches } from "coffer";
      import { register } from "prom-client";
      const exporter = new InMemorySpanExporter();
      instrument({ tracerProvider: new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }) });
      const caches = await createCaches({ CACHES: { default: { LOCATION: process.env.REDIS_URL } } }, { parent: import.meta });
      registerMetrics(caches);
      await caches.get().set("key", 1, "1m");
      await caches.get().get("key");
      assert.match(await register.metrics(), /^coffer_hits_total\\{cache="default"\\} 1$/m);
      const operations = exporter.getFinishedSpans().map(({ attributes }) => attributes["db.operation.name"]);
      assert.deepEqual(operations, ["set", "get"]);
      await caches.close();
      console.log("fine");
    `,
  },
  {
    name: "a third-party kind of plugin, backend and layer",
    installs: [
      "@coffer/cache-core",
      "@coffer/backend-dummy",
      "@coffer/backend-redis",
      "@coffer/client-default",
      "@coffer/client-shard",
      "@coffer/layer-herd",
      "@coffer/connection-ioredis",
      "ioredis",
      "@coffer/serializer-json",
    ],
    has: [
      ...CONNECTION,
      "@coffer/backend-dummy",
      "@coffer/client-default",
      "@coffer/client-shard",
      "@coffer/connection-ioredis",
      "@coffer/layer-herd",
      "@coffer/serializer-json",
      "@coffer/serializer-kit",
    ],
    program: `
      import assert from "node:assert/strict";
      import { writeFileSync } from "node:fs";
      import { createCaches } from "@coffer/cache-core";
      writeFileSync("upper.mjs", \`
        export default class Upper { constructor({ UPPER_END }) { this.end = UPPER_END; } translate(text) { return text.toUpperCase() + this.end; }
          static options = { UPPER_END: { type: "string", default: "!", description: "What every text ends with." } }; }
      \`);
      writeFileSync("phrases.mjs", \`
        import { DummyCache } from "@coffer/backend-dummy";
        const TRANSLATOR = { name: "translator", is: "class", methods: ["translate"] };
        export class Phrases extends DummyCache {
          static options = { TRANSLATOR: { type: "plugin", kind: TRANSLATOR, required: true, description: "Translates keys." } };
          constructor(context) { super(context); this.translator = new context.options.TRANSLATOR(context.options); }
          async get(key) { return this.translator.translate(key); }
        }
      \`);
      writeFileSync("shout.mjs", \`
        export default function shout(Client) {
          return class extends Client {
            async readValue(redisKey, purpose) {
              const value = await super.readValue(redisKey, purpose);
              return typeof value === "string" ? value.toUpperCase() : value;
            }
          };
        }
      \`);
      const parts = { CLIENT_CLASS: "shard", SERIALIZER: "json", CONNECTION_FACTORY: "ioredis" };
      const CACHES = {
        phrases: { BACKEND: "./phrases.mjs#Phrases", OPTIONS: { TRANSLATOR: "./upper.mjs", UPPER_END: "?" } },
        default: { LOCATION: process.env.REDIS_URL, OPTIONS: { ...parts, LAYERS: ["./shout.mjs", "herd"], CACHE_HERD_TIMEOUT: 5 } },
      };
      const caches = await createCaches({ CACHES }, { parent: import.meta });
      assert.equal(await caches.get("phrases").get("why"), "WHY?");
      const cache = caches.get();
      await cache.delete("loud");
      assert.equal(await cache.getOrSet("loud", () => "quiet", 100), "quiet");
      assert.equal(await cache.get("loud"), "QUIET");
      assert.equal(await cache.ttl("loud"), 105);
      await caches.close();
      const wrong = { ...CACHES.phrases, OPTIONS: { TRANSLATOR: "./gone.mjs" } };
      const error = await createCaches({ CACHES: { wrong } }, { parent: import.meta }).then(() => undefined, (reason) => reason);
      assert.match(String(error?.message), /TRANSLATOR: .*there is no file/);
      console.log("fine");
    `,
  },
  {
    name: "unstorage",
    installs: ["coffer", "@coffer/unstorage", "unstorage"],
    has: [
      ...CONNECTION,
      "@coffer/client-default",
      "@coffer/connection-ioredis",
      "@coffer/unstorage",
      "@coffer/serializer-json",
      "@coffer/serializer-msgpack",
      "coffer",
      "@coffer/serializer-kit",
    ],
    program: `
      import assert from "node:assert/strict";
      import cofferDriver from "@coffer/unstorage";
      import { createStorage } from "unstorage";
      const driver = cofferDriver({ LOCATION: process.env.REDIS_URL, KEY_PREFIX: "of-" + process.pid });
      const storage = createStorage({ driver });
      await storage.setItem("key", { one: 1 }, { ttl: 60 });
      assert.deepEqual(await storage.getItem("key"), { one: 1 });
      await storage.setItemRaw("bytes", Buffer.from([0, 255]));
      assert.deepEqual(await storage.getItemRaw("bytes"), Buffer.from([0, 255]));
      await storage.clear();
      assert.deepEqual(await storage.getKeys(), []);
      await storage.dispose();
      console.log("fine");
    `,
  },
  {
    name: "handlers for Next.js",
    installs: ["coffer", "@coffer/next", "@coffer/serializer-msgpack"],
    has: [
      ...CONNECTION,
      "@coffer/client-default",
      "@coffer/connection-ioredis",
      "@coffer/next",
      "@coffer/serializer-json",
      "@coffer/serializer-msgpack",
      "coffer",
      "@coffer/serializer-kit",
    ],
    program: `
      import assert from "node:assert/strict";
      import { createCacheHandler, createUseCacheHandler } from "@coffer/next";
      import { createCaches } from "coffer";
      import { MsgPackSerializer } from "@coffer/serializer-msgpack";
      const OPTIONS = { SERIALIZER: MsgPackSerializer };
      const KEY_PREFIX = "of-" + process.pid;
      const caches = await createCaches({ CACHES: { default: { LOCATION: process.env.REDIS_URL, KEY_PREFIX, OPTIONS } } });
      const pages = new (createCacheHandler(caches))({});
      const value = { kind: "FETCH", data: { body: "YQ==" }, revalidate: 60 };
      await pages.set("key", value, { fetchCache: true, tags: ["tag"] });
      assert.deepEqual((await pages.get("key", { kind: "FETCH", tags: ["tag"] })).value, value);
      await pages.revalidateTag("tag");
      assert.equal(await pages.get("key", { kind: "FETCH", tags: ["tag"] }), null);
      assert.equal(await createUseCacheHandler(caches).get("key", []), undefined);
      await caches.get().clear();
      await caches.close();
      console.log("fine");
    `,
  },
  {
    name: "Keyv 6",
    installs: ["coffer", "@coffer/keyv", "keyv@6"],
    has: [
      ...CONNECTION,
      "@coffer/client-default",
      "@coffer/connection-ioredis",
      "@coffer/keyv",
      "@coffer/serializer-json",
      "coffer",
      "@coffer/serializer-kit",
    ],
    program: `
      import assert from "node:assert/strict";
      import { createKeyv as createKeyv5 } from "@coffer/keyv";
      import { createKeyv } from "@coffer/keyv/v6";
      import { createCaches } from "coffer";
      const caches = await createCaches({ CACHES: { default: { LOCATION: process.env.REDIS_URL } } }, { parent: import.meta });
      const keyv = createKeyv(caches, { namespace: "of-" + process.pid, ttl: 60_000 });
      await keyv.set("key", { one: 1 });
      assert.deepEqual(await keyv.get("key"), { one: 1 });
      assert.ok((await caches.get().ttl("of-" + process.pid + ":key")) > 30);
      const bridged = createKeyv5(caches, { namespace: "bridged-" + process.pid });
      await bridged.set("key", 2, 60_000);
      assert.equal(await bridged.get("key"), 2);
      await bridged.clear();
      assert.equal(await bridged.get("key"), undefined);
      assert.deepEqual(await keyv.get("key"), { one: 1 });
      await keyv.clear();
      await caches.close();
      console.log("fine");
    `,
  },
  {
    name: "limits and express-rate-limit",
    installs: ["coffer", "@coffer/limits", "@coffer/rate-limit", "express", "express-rate-limit"],
    has: [
      ...CONNECTION,
      "@coffer/client-default",
      "@coffer/connection-ioredis",
      "@coffer/limits",
      "@coffer/rate-limit",
      "@coffer/serializer-json",
      "coffer",
      "@coffer/serializer-kit",
    ],
    program: `
      import assert from "node:assert/strict";
      import { once } from "node:events";
      import { limiter, semaphore } from "@coffer/limits";
      import { ExpressStore } from "@coffer/rate-limit";
      import { createCaches } from "coffer";
      import express from "express";
      import { rateLimit } from "express-rate-limit";
      const caches = await createCaches({ CACHES: { default: { LOCATION: process.env.REDIS_URL } } }, { parent: import.meta });
      const name = "of-" + process.pid;
      const limit = limiter(caches, { name, limit: 1, every: "1d", failOpen: false });
      assert.equal((await limit.take("ada")).allowed, true);
      assert.equal((await limit.take("ada")).allowed, false);
      assert.equal(await semaphore(caches, { name, permits: 1 }).using(() => "done"), "done");
      const app = express();
      app.use(rateLimit({ limit: 1, windowMs: 600_000, store: new ExpressStore(caches, { name }) }));
      app.get("/", (request, response) => response.json(1));
      const server = app.listen(0, "127.0.0.1");
      await once(server, "listening");
      const visit = async () => (await fetch("http://127.0.0.1:" + server.address().port)).status;
      assert.deepEqual([await visit(), await visit()], [200, 429]);
      server.close();
      server.closeAllConnections();
      await caches.close();
      console.log("fine");
    `,
  },
  {
    name: "an HTTP cache before Express and Hono",
    installs: ["coffer", "@coffer/http-cache", "express", "hono"],
    has: [
      ...CONNECTION,
      "@coffer/client-default",
      "@coffer/connection-ioredis",
      "@coffer/http-cache",
      "@coffer/serializer-json",
      "coffer",
      "@coffer/serializer-kit",
    ],
    program: `
      import assert from "node:assert/strict";
      import { once } from "node:events";
      import { httpCache } from "@coffer/http-cache";
      import { httpCache as forHono } from "@coffer/http-cache/hono";
      import { createCaches } from "coffer";
      import express from "express";
      import { Hono } from "hono";
      const cache = { LOCATION: process.env.REDIS_URL, KEY_PREFIX: "of-" + process.pid };
      const caches = await createCaches({ CACHES: { default: cache } }, { parent: import.meta });
      // Responses are stored in the background: ask until one is repeated.
      const isKept = async (ask) => {
        for (let last, tries = 0; tries < 100; tries++) {
          const now = await ask();
          if (now === last) return true;
          last = now;
        }
        return false;
      };
      let runs = 0;
      const server = express()
        .use(httpCache(caches))
        .get("/express", (request, response) => response.set("Cache-Control", "s-maxage=60").json(++runs))
        .listen(0, "127.0.0.1");
      await once(server, "listening");
      const visit = async () => (await fetch("http://127.0.0.1:" + server.address().port + "/express")).json();
      assert.ok(await isKept(visit));
      const hono = new Hono();
      hono.use(forHono(caches, { app: hono }));
      hono.get("/hono", (context) => context.json(++runs, 200, { "Cache-Control": "s-maxage=60" }));
      const ask = async () => (await hono.request("http://shop.example/hono")).json();
      assert.ok(await isKept(ask));
      server.close();
      server.closeAllConnections();
      await caches.close();
      console.log("fine");
    `,
  },
  {
    name: "Fastify",
    installs: ["coffer", "@coffer/fastify", "fastify"],
    has: [
      ...CONNECTION,
      "@coffer/client-default",
      "@coffer/connection-ioredis",
      "@coffer/fastify",
      "@coffer/serializer-json",
      "coffer",
      "@coffer/serializer-kit",
    ],
    program: `
      import assert from "node:assert/strict";
      import fastifyCoffer from "@coffer/fastify";
      import Fastify from "fastify";
      const app = Fastify();
      const CACHES = { default: { LOCATION: process.env.REDIS_URL, KEY_PREFIX: "of-" + process.pid } };
      await app.register(fastifyCoffer, { settings: { CACHES } });
      let reads = 0;
      app.get("/users/:id", ({ params: { id } }) => app.caches.get().getOrSet(id, () => ({ id, reads: ++reads }), "5m"));
      for (let request = 0; request < 2; request++) {
        assert.deepEqual((await app.inject("/users/7")).json(), { id: "7", reads: 1 });
      }
      await app.close();
      console.log("fine");
    `,
  },
  ...["11", "12"].map((nest) => ({
    name: `Nest ${nest}`,
    installs: ["coffer", "@coffer/nestjs", `@nestjs/core@${nest}`, `@nestjs/common@${nest}`],
    has: [
      ...CONNECTION,
      "@coffer/client-default",
      "@coffer/connection-ioredis",
      "@coffer/nestjs",
      "@coffer/serializer-json",
      "coffer",
      "@coffer/serializer-kit",
    ],
    // The program is JavaScript, so it calls the decorators as the output of TypeScript does.
    program: `
      import assert from "node:assert/strict";
      import { Cached, CofferModule, DefaultCache } from "@coffer/nestjs";
      import { Module } from "@nestjs/common";
      import { NestFactory } from "@nestjs/core";
      class Users {
        reads = 0;
        async find(id) {
          return { id, reads: ++this.reads };
        }
      }
      const find = Object.getOwnPropertyDescriptor(Users.prototype, "find");
      Cached({ key: (id) => "user:" + id, timeout: "5m" })(Users.prototype, "find", find);
      Object.defineProperty(Users.prototype, "find", find);
      class App {}
      const CACHES = { default: { LOCATION: process.env.REDIS_URL, KEY_PREFIX: "of-" + process.pid } };
      Module({ imports: [CofferModule.forRoot({ settings: { CACHES } })], providers: [Users] })(App);
      const app = await NestFactory.createApplicationContext(App, { logger: false });
      for (let call = 0; call < 2; call++) assert.deepEqual(await app.get(Users).find(7), { id: 7, reads: 1 });
      assert.deepEqual(await app.get(DefaultCache).get("user:7"), { id: 7, reads: 1 });
      await app.close();
      console.log("fine");
    `,
  })),
];
