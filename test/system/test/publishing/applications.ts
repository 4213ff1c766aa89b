/** An application that installs what it needs and nothing else. */
export interface Application {
  readonly name: string;
  /** What it names itself; with npm the peers of these come along. */
  readonly installs: readonly string[];
  /** The packages of ours that it then has, all of them. */
  readonly has: readonly string[];
  /** An ES module that is run with REDIS_URL, and says `fine` when all is well. */
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
    name: "the batteries",
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
    name: "a stranger's kind of plugin, backend and layer",
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
];
