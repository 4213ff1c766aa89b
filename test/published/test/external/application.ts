import type { PackageManager } from "../support/package-managers.js";

/** The files of an application outside the repository, and of plugins that others published. */

const SERIALIZER = `
import { SerializerError } from "@coffer/cache-core";

/** JSON with a mark in front. */
export class MarkedSerializer {
  static options = { MARK: { type: "string", default: "acme:", description: "What stands in front." } };
  static built = 0;
  #mark;
  constructor({ MARK }) {
    MarkedSerializer.built += 1;
    this.#mark = MARK;
  }
  dumps(value) {
    return this.#mark + JSON.stringify(value);
  }
  loads(data) {
    const text = data.toString();
    if (!text.startsWith(this.#mark)) throw new SerializerError("ERR_DECODE", "the mark is missing");
    return JSON.parse(text.slice(this.#mark.length));
  }
}
export class Half {
  dumps() {}
}
`;

/** A published third-party plugin. It has only ESM, and only `import` in its exports. */
export const PUBLISHED: Readonly<Record<string, unknown>> = {
  "package.json": {
    name: "@acme/coffer-serializer",
    version: "1.2.3",
    type: "module",
    exports: { ".": { import: "./index.js" }, "./broken": "./broken.js" },
    peerDependencies: { "@coffer/cache-core": ">=0.1.0 <1.0.0" },
  },
  "index.js": SERIALIZER,
  "broken.js": 'import "@acme/not-declared"; export default class {}',
  "hidden.js": SERIALIZER,
};

/** A plugin package in a folder next to the application, which links it. */
export const LINKED: Readonly<Record<string, unknown>> = {
  "linked/package.json": {
    name: "@acme/linked",
    version: "0.0.0",
    type: "module",
    exports: "./index.js",
    dependencies: { "@coffer/cache-core": "^0.1.0" },
  },
  "linked/index.js": SERIALIZER.replaceAll('"acme:"', '"linked:"'),
};

const cache = (OPTIONS: object) => ({
  LOCATION: "redis://127.0.0.1:6379/0",
  OPTIONS: { REDIS_CLIENT_CLASS: "ioredis-mock", ...OPTIONS },
});

export function application({ linked, peers }: PackageManager): Readonly<Record<string, unknown>> {
  return {
    "app/package.json": {
      name: "app",
      private: true,
      type: "module",
      dependencies: {
        "@acme/coffer-serializer": "^1.0.0",
        "@acme/linked": linked,
        "@coffer/compressor-zlib": "^0.1.0",
        "@coffer/connection-mock": "^0.1.0",
        coffer: "^0.1.0",
        ...peers,
      },
    },
    "app/settings.json": {
      CACHES: {
        default: cache({
          CLIENT_CLASS: "@coffer/client-default#DefaultClient",
          SERIALIZER: "@acme/coffer-serializer#MarkedSerializer",
          MARK: "mine:",
        }),
        linked: cache({ SERIALIZER: "@acme/linked.MarkedSerializer" }),
        file: cache({ SERIALIZER: "./plugins/upper.js#Upper" }),
        zipped: cache({ COMPRESSOR: "zlib", SERIALIZER: "json" }),
      },
    },
    "app/plugins/upper.js": `export class Upper {
      dumps(value) { return JSON.stringify(value).toUpperCase(); }
      loads(data) { return JSON.parse(data.toString()); }
    }`,
    // Sets and gets a value through every cache, and prints what is in Redis.
    "app/main.js": `
      import { createCaches } from "coffer";
      import { MarkedSerializer } from "@acme/coffer-serializer";
      const caches = await createCaches(new URL("./settings.json", import.meta.url));
      await caches.ready();
      const result = {};
      for (const alias of caches.aliases) {
        const cache = caches.get(alias);
        await cache.set(alias, ["x".repeat(20)], 60);
        const native = await caches.getRedisConnection(alias);
        const stored = await native.getBuffer(":1:" + alias);
        result[alias] = { got: await cache.get(alias), stored: stored.toString("latin1"), ttl: await cache.ttl(alias) };
      }
      await caches.close();
      console.log(JSON.stringify({ result, built: MarkedSerializer.built }));
    `,
    // Prints the error for each plugin string.
    "app/failures.js": `
      import { createCaches } from "coffer";
      const failures = {};
      for (const SERIALIZER of process.argv.slice(2)) {
        const settings = { CACHES: { default: { LOCATION: "redis://127.0.0.1", OPTIONS: { SERIALIZER } } } };
        const error = await createCaches(settings, { parent: import.meta }).catch((error) => error);
        const [problem] = error.problems ?? [];
        failures[SERIALIZER] = { code: problem?.code, message: problem?.message };
      }
      console.log(JSON.stringify(failures));
    `,
  };
}
