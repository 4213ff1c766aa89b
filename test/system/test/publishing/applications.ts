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

const CONNECTION = ["@coffer/cache-core", "@coffer/connection-kit"];

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
    ],
    program: roundTrip("coffer", {}),
  },
  {
    name: "a core with parts of its choice",
    installs: [
      "@coffer/cache-core",
      "@coffer/client-default",
      "@coffer/client-herd",
      "@coffer/connection-redis",
      "redis",
      "@coffer/serializer-msgpack",
      "@coffer/compressor-zlib",
    ],
    has: [
      ...CONNECTION,
      "@coffer/client-default",
      "@coffer/client-herd",
      "@coffer/compressor-zlib",
      "@coffer/connection-redis",
      "@coffer/serializer-msgpack",
    ],
    program: roundTrip("@coffer/cache-core", {
      CLIENT_CLASS: "@coffer/client-herd",
      CONNECTION_FACTORY: "@coffer/connection-redis",
      SERIALIZER: "@coffer/serializer-msgpack",
      COMPRESSOR: "@coffer/compressor-zlib",
    }),
  },
  {
    name: "shards, lz4 and V8's format",
    installs: [
      "@coffer/cache-core",
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
    ],
    program: `
      import { createCaches } from "coffer";
      import session from "express-session";
      import { SessionStore } from "@coffer/session-store";
      import assert from "node:assert/strict";
      const caches = await createCaches({ CACHES: { default: { LOCATION: process.env.REDIS_URL } } }, { parent: import.meta });
      assert.equal(typeof session({ secret: "s", resave: false, saveUninitialized: false, store: new SessionStore(caches) }), "function");
      await caches.close();
      console.log("fine");
    `,
  },
];
