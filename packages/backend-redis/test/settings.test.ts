import { inspect } from "node:util";
import { RedisCache } from "@coffer/backend-redis";
import type { BackendContext, Settings } from "@coffer/cache-core";
import { describe, expect, test } from "vitest";
import {
  clientOf,
  contextOf,
  createCaches,
  createFrom,
  makeCaches,
  PARTS,
  problemsOf,
  StubClient,
  StubConnectionFactory,
  settingsOf,
  TextSerializer,
  textsOf,
} from "./support/parts.js";

const DEFAULT = { LOCATION: "redis://127.0.0.1:6379/0", OPTIONS: PARTS };

test("OPTIONS and servers show no secret when they are logged, and still contain it", async () => {
  const { options, servers } = await contextOf({
    LOCATION: "redis://user:hunter2@host/1",
    OPTIONS: { IGNORE_EXCEPTIONS: true },
  });
  expect(inspect(servers)).toBe("[ 'redis://***@host/1' ]");
  expect(JSON.stringify({ servers })).toBe('{"servers":["redis://***@host/1"]}');
  expect([...servers]).toEqual(["redis://user:hunter2@host/1"]);
  expect(inspect(options)).toContain("IGNORE_EXCEPTIONS: true");
});

describe("problems in the settings", () => {
  test("are reported all at once, each with its path", async () => {
    const created = createFrom({
      IGNORE_EXCEPTION: true,
      SCAN_ITERSIZE: 0,
      CACHES: {
        default: {
          LOCATION: "",
          TIMEOUT: "5 s",
          KEY_PREFIX: 7,
          VERSION: {},
          KEY_FUNCTION: "node:path",
          PASSWORD: "hunter2",
          OPTIONS: {
            COMPRESOR: "zlib",
            SERIALIZER: TextSerializer,
            IGNORE_EXCEPTIONS: "yes",
            MAX_VALUE_BYTES: 1.5,
            KEY_PREFIX: "shop",
          },
        },
        second: 5,
      },
    });
    const error = await created.catch((reason) => reason);
    const texts = [
      "CACHES.default.PASSWORD: unknown setting; known are BACKEND, LOCATION, TIMEOUT, KEY_PREFIX, VERSION, KEY_FUNCTION, REVERSE_KEY_FUNCTION, OPTIONS. Options of plugins belong in OPTIONS",
      `CACHES.default.TIMEOUT: must be a number of seconds, a duration such as "500ms", "30s", "5m", "1h" or "7d", or null for never; got '5 s'`,
      "CACHES.default.KEY_PREFIX: must be a string, got 7",
      "CACHES.default.VERSION: must be a number or a string, got {}",
      expect.stringContaining('CACHES.default.KEY_FUNCTION: "node:path" is not a plugin path'),
      "CACHES.default.OPTIONS.IGNORE_EXCEPTIONS: must be true or false or null, got 'yes'",
      "SCAN_ITERSIZE: must be a whole number from 1, got 0",
      "CACHES.default.OPTIONS.MAX_VALUE_BYTES: must be a whole number of bytes from 1, got 1.5",
      "CACHES.default.OPTIONS.COMPRESOR: unknown option, did you mean COMPRESSOR?",
      "CACHES.default.OPTIONS.KEY_PREFIX: belongs next to OPTIONS, not in it",
      "CACHES.second: must be an object, or a redis://, rediss:// or unix:// URL, got a number",
      "IGNORE_EXCEPTION: unknown setting, did you mean IGNORE_EXCEPTIONS?",
      'CACHES.default.LOCATION: must be a URL such as "redis://127.0.0.1:6379/0", or a list of them, and none of them empty',
    ];
    expect(error.problems.map(({ message }: Error) => message)).toEqual(texts);
    expect(error).toMatchObject({ name: "ImproperlyConfigured", code: "ERR_IMPROPERLY_CONFIGURED" });
    expect(error.message).toMatch(
      /^coffer's settings: 13 problems:\n- CACHES\.default\.PASSWORD: unknown setting/,
    );
    expect(error.problems).toContainEqual({
      path: "CACHES.default.OPTIONS.COMPRESOR",
      code: "ERR_SETTING_UNKNOWN",
      hint: "write COMPRESSOR",
      message: "CACHES.default.OPTIONS.COMPRESOR: unknown option, did you mean COMPRESSOR?",
    });
    expect(error.message).not.toContain("hunter2");
  });

  test("a setting of a cache next to CACHES", async () => {
    expect(await textsOf(createFrom({ LOCATION: "redis://127.0.0.1", CACHES: {} }))).toContain(
      "LOCATION: unknown setting: it belongs in one of the CACHES",
    );
  });

  test("are reported once, however many caches they concern", async () => {
    const created = createFrom({
      IGNORE_EXCEPTIONS: 1,
      CONNECTION_FACTORY: "node:net",
      CACHES: { one: DEFAULT_WITHOUT_FACTORY, two: DEFAULT_WITHOUT_FACTORY },
    });
    expect(await textsOf(created)).toEqual([
      expect.stringMatching(/^CONNECTION_FACTORY: "node:net" is not a plugin path/),
      "IGNORE_EXCEPTIONS: must be true or false or null, got 1",
    ]);
  });
  const DEFAULT_WITHOUT_FACTORY = { LOCATION: "redis://127.0.0.1" };

  test.each([
    [undefined, "undefined"],
    [null, "null"],
    [[], "a list"],
    [5, "a number"],
    [new Map(), "a Map"],
  ])("settings that are not an object: %s", async (settings, shown) => {
    expect(await textsOf(createCaches(settings as never))).toEqual([
      `settings: must be an object, got ${shown}`,
    ]);
  });

  test.each([
    [{}, "undefined"],
    [{ CACHES: {} }, "an empty object"],
    [{ CACHES: null }, "null"],
    [{ CACHES: "redis://:hunter2@127.0.0.1" }, "a string"],
    [{ CACHES: [{ LOCATION: "redis://:hunter2@127.0.0.1" }] }, "a list"],
  ])("no caches: %j", async (settings, shown) => {
    expect(await textsOf(createFrom(settings))).toEqual([
      `CACHES: must be an object with a cache by its alias, such as {"default": {...}}, got ${shown}`,
    ]);
  });

  test("a cache, or OPTIONS, of another type: the message has the type, never the content", async () => {
    const location = "redis://:hunter2@127.0.0.1";
    expect(
      await textsOf(
        createFrom({
          CACHES: {
            a: `http${location}`,
            b: [location],
            c: { LOCATION: location, OPTIONS: [{ PASSWORD: "hunter2" }] },
          },
        }),
      ),
    ).toEqual([
      "CACHES.a: must be an object, or a redis://, rediss:// or unix:// URL, got a string",
      "CACHES.b: must be an object, or a redis://, rediss:// or unix:// URL, got a list",
      "CACHES.c.OPTIONS: must be an object, got a list",
    ]);
  });

  test("missing required plugins", async () => {
    const created = createCaches({ CACHES: { default: { LOCATION: "redis://127.0.0.1" } } });
    expect(await textsOf(created)).toEqual([
      'CACHES.default.OPTIONS.CLIENT_CLASS: is required: it names a client. The package "coffer" includes defaults for the usual ones',
      'CACHES.default.OPTIONS.SERIALIZER: is required: it names a serializer. The package "coffer" includes defaults for the usual ones',
      'CACHES.default.OPTIONS.CONNECTION_FACTORY: is required: it names a connection factory. The package "coffer" includes defaults for the usual ones',
    ]);
  });

  test.each([
    [
      { LOCATON: "x", LOCATION: "redis://h" },
      "CACHES.default.LOCATON: unknown setting, did you mean LOCATION?",
    ],
    [{ timeout: 5 }, "CACHES.default.timeout: unknown setting, did you mean TIMEOUT?"],
    [{ keyPrefix: "x" }, "CACHES.default.keyPrefix: unknown setting, did you mean KEY_PREFIX?"],
    [{ IGNORE_EXCEPTIONS: true }, "CACHES.default.IGNORE_EXCEPTIONS: unknown setting: it belongs in OPTIONS"],
    [{ SERIALIZER: "json" }, "CACHES.default.SERIALIZER: unknown setting: it belongs in OPTIONS"],
    [
      { OPTIONS: { serializer: "json" } },
      "CACHES.default.OPTIONS.serializer: unknown option, did you mean SERIALIZER?",
    ],
    [{ OPTIONS: { TIMEOUT: 5 } }, "CACHES.default.OPTIONS.TIMEOUT: belongs next to OPTIONS, not in it"],
    [{ OPTIONS: { VERSION: 2 } }, "CACHES.default.OPTIONS.VERSION: belongs next to OPTIONS, not in it"],
  ])("an unknown name: %j", async (cache, text) => {
    expect(await textsOf(makeCaches(cache))).toEqual([text]);
  });

  test("KEY_PREFIX and VERSION inside OPTIONS, which django-redis silently ignores", async () => {
    expect(await textsOf(makeCaches({ OPTIONS: { KEY_PREFIX: "shop", VERSION: 2 } }))).toEqual([
      "CACHES.default.OPTIONS.KEY_PREFIX: belongs next to OPTIONS, not in it",
      "CACHES.default.OPTIONS.VERSION: belongs next to OPTIONS, not in it",
    ]);
  });

  test("an unknown option unlike any known one, with the known ones", async () => {
    const [text] = await textsOf(makeCaches({ OPTIONS: { SOMETHING_ELSE_ENTIRELY: 1 } }));
    expect(text).toMatch(
      /^CACHES\.default\.OPTIONS\.SOMETHING_ELSE_ENTIRELY: unknown option with these plugins; known are LOGGER, CLIENT_CLASS, LAYERS, SERIALIZER, /,
    );
  });

  test("an unknown option next to a missing plugin is reported as possibly the plugin's", async () => {
    expect(
      await textsOf(makeCaches({ OPTIONS: { COMPRESSOR: "node:zlib", ZLIB_LEVEL: 3, SERIALISER: "x" } })),
    ).toEqual([
      expect.stringContaining("CACHES.default.OPTIONS.COMPRESSOR: "),
      "CACHES.default.OPTIONS.ZLIB_LEVEL: unknown option, unless COMPRESSOR has it, which could not be loaded",
      "CACHES.default.OPTIONS.SERIALISER: unknown option, did you mean SERIALIZER?",
    ]);
  });

  test("problems that plugins find are reported with all others, for every cache", async () => {
    class Refusing extends StubConnectionFactory {
      constructor(options: { readonly CONNECTION_POOL_KWARGS?: object }) {
        super();
        throw new Error(
          `CONNECTION_POOL_KWARGS has ${Object.keys(options.CONNECTION_POOL_KWARGS as object)}`,
        );
      }
      static options = { CONNECTION_POOL_KWARGS: { type: "object", description: "" } } as const;
    }
    const cache = (more: object) => ({
      LOCATION: "redis://h",
      OPTIONS: { ...PARTS, CONNECTION_FACTORY: Refusing, CONNECTION_POOL_KWARGS: { nope: 1 }, ...more },
    });
    const created = createFrom({
      CACHES: { one: cache({ SERIALIZER: "node:v8" }), two: { ...cache({}), TIMEOUT: "x" } },
    });
    expect(await textsOf(created)).toEqual([
      expect.stringContaining("CACHES.one.OPTIONS.SERIALIZER: "),
      expect.stringContaining("CACHES.two.TIMEOUT: "),
      "CACHES.one.OPTIONS.CONNECTION_FACTORY: Refusing rejects its options: CONNECTION_POOL_KWARGS has nope",
      "CACHES.two.OPTIONS.CONNECTION_FACTORY: Refusing rejects its options: CONNECTION_POOL_KWARGS has nope",
    ]);
  });

  test("a plugin is not created with an invalid value, or without a required option", async () => {
    const seen: unknown[] = [];
    class Wanting extends TextSerializer {
      static options = {
        LEVEL: { type: "integer", default: 3, description: "" },
        TOKEN: { type: "string", required: true, description: "a token" },
      } as const;
      constructor(options: { readonly LEVEL?: unknown }) {
        super();
        seen.push(options.LEVEL);
      }
    }
    const without = await textsOf(makeCaches({ OPTIONS: { SERIALIZER: Wanting, LEVEL: "high" } }));
    expect(without).toEqual([
      "CACHES.default.OPTIONS.LEVEL: must be a whole number, got 'high'",
      "CACHES.default.OPTIONS.TOKEN: is required: a token",
    ]);
    expect(seen).toEqual([]);
    await textsOf(makeCaches({ OPTIONS: { SERIALIZER: Wanting, LEVEL: "high", TOKEN: "t" } }));
    expect(seen).toEqual([3]);
  });

  test("the caches that could be created are closed if another could not", async () => {
    const closed: unknown[] = [];
    class Closing extends StubClient {
      close(...args: unknown[]) {
        closed.push(...args);
      }
    }
    const good = { LOCATION: "redis://h", OPTIONS: { ...PARTS, CLIENT_CLASS: Closing } };
    await textsOf(
      createFrom({
        CACHES: { good, bad: { ...good, TIMEOUT: "x", OPTIONS: { ...PARTS, SERIALIZER: "node:v8" } } },
      }),
    );
    expect(closed).toEqual([{ final: true }]);
  });

  test("a cache in place of CACHES is said to belong under it", async () => {
    const belongs = (alias: string) =>
      `${alias}: it looks like a cache: write it under CACHES, as in {"CACHES": {"${alias}": ...}}`;
    expect(await textsOf(createFrom({ default: DEFAULT }))).toEqual([belongs("default")]);
    expect(await textsOf(createFrom({ default: "redis://:hunter2@h" }))).toEqual([belongs("default")]);
    expect(await textsOf(createFrom({ CACHES: { default: DEFAULT }, other: DEFAULT }))).toEqual([
      belongs("other"),
    ]);
  });

  test("a cache's setting in CACHES itself is said to belong under an alias", async () => {
    const belongs = (name: string) =>
      `CACHES.${name}: it looks like a setting of a cache: write it under an alias, as in {"CACHES": {"default": {"${name}": ...}}}`;
    expect(
      await textsOf(createFrom({ CACHES: { LOCATION: "redis://:hunter2@h", KEY_PREFIX: "shop" } })),
    ).toEqual([belongs("LOCATION"), belongs("KEY_PREFIX")]);
    expect(
      await textsOf(createFrom({ CACHES: { default: DEFAULT, OPTIONS: { PASSWORD: "hunter2" } } })),
    ).toEqual([belongs("OPTIONS")]);
  });

  test.each([undefined, null])("a LOCATION that is %s is said to be missing", async (LOCATION) => {
    expect(await textsOf(makeCaches({ LOCATION }))).toEqual([
      'CACHES.default.LOCATION: is missing: write a URL such as "redis://127.0.0.1:6379/0", or a list of them',
    ]);
  });

  test("a semicolon between servers gets a hint at the comma", async () => {
    expect(await textsOf(makeCaches({ LOCATION: "redis://:hunter2@a/1; redis://:hunter2@b/1" }))).toEqual([
      "CACHES.default.LOCATION: has a semicolon between servers: write a comma, or a list",
    ]);
  });

  test("an argument of connections among the OPTIONS is said to belong elsewhere, in any spelling", async () => {
    expect(await textsOf(makeCaches({ OPTIONS: { SSL: true, ssl_cert_reqs: null, HOST: "h" } }))).toEqual([
      "CACHES.default.OPTIONS.SSL: belongs into CONNECTION_POOL_KWARGS as ssl",
      "CACHES.default.OPTIONS.ssl_cert_reqs: belongs into CONNECTION_POOL_KWARGS",
      "CACHES.default.OPTIONS.HOST: leave it out: it is part of the URL",
    ]);
  });

  test.each(["redis://:hun,ter2@h", "redis://a,redis://:hun,ter2@b/1"])(
    "a comma in the password of %s is reported without showing the password",
    async (location) => {
      const text =
        "a server without its scheme: commas stand between servers, so write a comma in a user or password as %2C";
      expect(await textsOf(makeCaches({ LOCATION: location }))).toEqual([`CACHES.default.LOCATION: ${text}`]);
      const [said] = await textsOf(createFrom(location));
      expect(said).toContain(text);
    },
  );

  test.each(["__proto__", "constructor", "toString"])(
    "the name %s has no special meaning anywhere",
    async (name) => {
      const cache = JSON.stringify({ LOCATION: "redis://h", OPTIONS: "OPTIONS" }).replace(
        '"OPTIONS"}',
        `{"${name}": {"IGNORE_EXCEPTIONS": true}}}`,
      );
      const settings = JSON.parse(`{"CACHES": {"${name}": ${cache}}, "${name}": 1}`);
      const texts = await textsOf(createFrom(settings));
      expect(texts).toHaveLength(2);
      expect(texts[0]).toMatch(`CACHES.${name}.OPTIONS.${name}: unknown option`);
      expect(texts[1]).toMatch(`${name}: unknown setting`);
    },
  );
});

describe("settings for all caches", () => {
  test("IGNORE_EXCEPTIONS of OPTIONS overrides the top level, also as false and as null", async () => {
    const read = async (own: unknown, top: unknown) => {
      const OPTIONS = own === undefined ? {} : { IGNORE_EXCEPTIONS: own };
      const { options } = await contextOf({ OPTIONS }, top === undefined ? {} : { IGNORE_EXCEPTIONS: top });
      return options.IGNORE_EXCEPTIONS;
    };
    expect(await read(undefined, undefined)).toBe(false);
    expect(await read(undefined, true)).toBe(true);
    expect(await read(true, false)).toBe(true);
    expect(await read(false, true)).toBe(false);
    expect(await read(null, true)).toBe(null);
    expect(await read(undefined, null)).toBe(null);
  });

  test("CONNECTION_FACTORY of OPTIONS overrides the top level, which overrides createCaches", async () => {
    class Top extends StubConnectionFactory {}
    class Own extends StubConnectionFactory {}
    const read = async (OPTIONS: object, top: object) => {
      const settings = { ...top, CACHES: { default: { LOCATION: "redis://h", OPTIONS } } };
      return clientOf(await createFrom(settings)).context;
    };
    expect((await read({}, {})).options.CONNECTION_FACTORY).toBe(StubConnectionFactory);
    expect((await read({}, { CONNECTION_FACTORY: Top })).connections).toBeInstanceOf(Top);
    expect((await read({}, { DJANGO_REDIS_CONNECTION_FACTORY: Top })).connections).toBeInstanceOf(Top);
    expect((await read({ CONNECTION_FACTORY: Own }, { CONNECTION_FACTORY: Top })).connections).toBeInstanceOf(
      Own,
    );
  });

  test.each([
    ["IGNORE_EXCEPTIONS", true],
    ["LOG_IGNORED_EXCEPTIONS", true],
    ["LOGGER", console],
    ["CONNECTION_FACTORY", class extends StubConnectionFactory {}],
    ["SCAN_ITERSIZE", 7],
    ["CLOSE_CONNECTION", true],
  ])("%s has two names, django-redis's and the short one", async (name, value) => {
    const settings = (top: object) => ({ ...top, CACHES: { default: { LOCATION: "redis://h" } } });
    for (const spelling of [name, `DJANGO_REDIS_${name}`]) {
      const caches = await createFrom(settings({ [spelling]: value }));
      expect(clientOf(caches).context.options).toHaveProperty(name, value);
    }
  });

  test("a setting under both names is rejected", async () => {
    const top = { IGNORE_EXCEPTIONS: true, DJANGO_REDIS_IGNORE_EXCEPTIONS: false };
    expect(await textsOf(makeCaches({}, top))).toEqual([
      "DJANGO_REDIS_IGNORE_EXCEPTIONS: is given twice, also as IGNORE_EXCEPTIONS",
    ]);
  });

  test("CACHE_HERD_TIMEOUT is allowed if no client reads it, and reaches the client that does", async () => {
    const { options } = await contextOf({}, { CACHE_HERD_TIMEOUT: 30 });
    expect(options).not.toHaveProperty("CACHE_HERD_TIMEOUT");
    class Herd extends PARTS.CLIENT_CLASS {
      static options = {
        CACHE_HERD_TIMEOUT: { type: "integer", default: 60, global: true, description: "Seconds." },
      };
    }
    const read = async (own: object, top: object) =>
      (await contextOf({ OPTIONS: { CLIENT_CLASS: Herd, ...own } }, top)).options.CACHE_HERD_TIMEOUT;
    expect(await read({}, {})).toBe(60);
    expect(await read({}, { CACHE_HERD_TIMEOUT: 30 })).toBe(30);
    expect(await read({ CACHE_HERD_TIMEOUT: 5 }, { CACHE_HERD_TIMEOUT: 30 })).toBe(5);
  });
});

describe("the arguments of plugins", () => {
  test("have the defaults filled in", async () => {
    const { alias, servers, timeout, keys, options } = await contextOf();
    expect({ alias, servers, timeout }).toEqual({
      alias: "default",
      servers: ["redis://127.0.0.1:6379/0"],
      timeout: 300_000,
    });
    expect(keys).toMatchObject({ prefix: "", version: 1 });
    expect(options).toMatchObject({
      ...PARTS,
      IGNORE_EXCEPTIONS: false,
      LOG_IGNORED_EXCEPTIONS: false,
      CLOSE_CONNECTION: false,
      SCAN_ITERSIZE: 1000,
      MAX_VALUE_BYTES: 64 * 1024 * 1024,
    });
    expect(options).not.toHaveProperty("LOGGER");
  });

  test.each([
    [null, null],
    [0, 0],
    [2.9, 2900],
    ["1h", 3_600_000],
    [-1, -1000],
  ])("TIMEOUT %j is %s ms", async (TIMEOUT, milliseconds) => {
    expect((await contextOf({ TIMEOUT })).timeout).toBe(milliseconds);
  });

  test("OPTIONS is deeply frozen, and the caller's object is not changed", async () => {
    const kwargs = { nested: { list: [{ deep: 1 }] } };
    class Client extends PARTS.CLIENT_CLASS {
      static options = { KWARGS: { type: "object", description: "Passed on." } };
    }
    const settings = settingsOf({ OPTIONS: { CLIENT_CLASS: Client, KWARGS: kwargs } });
    const before = structuredCloneOfPlain(settings);
    const caches = await createCaches(settings);
    const options = clientOf(caches).context.options as Record<string, unknown>;

    expect(structuredCloneOfPlain(settings)).toEqual(before);
    expect(options.KWARGS).toEqual(kwargs);
    expect(options.KWARGS).not.toBe(kwargs);
    expect(() => {
      options.SCAN_ITERSIZE = 5;
    }).toThrow(TypeError);
    const copy = options.KWARGS as typeof kwargs;
    for (const part of [copy, copy.nested, copy.nested.list, copy.nested.list[0]]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
    for (const part of [
      settings,
      settings.CACHES,
      settings.CACHES.default,
      kwargs,
      kwargs.nested,
      kwargs.nested.list,
    ]) {
      expect(Object.isFrozen(part)).toBe(false);
    }
    kwargs.nested.list.push({ deep: 2 });
    expect(copy.nested.list).toHaveLength(1);
  });

  test("frozen settings are accepted, and may be used twice", async () => {
    const settings = settingsOf({ OPTIONS: Object.freeze({ SCAN_ITERSIZE: 7 }) });
    Object.freeze(settings);
    const [one, two] = [await createCaches(settings), await createCaches(settings)];
    expect(clientOf(one).context.options).toEqual(clientOf(two).context.options);
    expect(clientOf(one)).not.toBe(clientOf(two));
  });

  test("instances of classes are passed on unchanged", async () => {
    class Client extends PARTS.CLIENT_CLASS {
      static options = { KWARGS: { type: "object", description: "Passed on." } };
    }
    const retry = () => 5;
    const ca = Buffer.from("certificate");
    const { options } = await contextOf({ OPTIONS: { CLIENT_CLASS: Client, KWARGS: { retry, ca } } });
    expect(options.KWARGS).toEqual({ retry, ca });
    expect((options.KWARGS as { ca: Buffer }).ca).toBe(ca);
  });

  test("BACKEND is a plugin too: it is created with the caches", async () => {
    class Counting extends RedisCache {
      readonly given: BackendContext;
      constructor(context: BackendContext) {
        super(context);
        this.given = context;
      }
    }
    const caches = await makeCaches({ BACKEND: Counting });
    expect(caches.get()).toBeInstanceOf(Counting);
    expect((caches.get() as Counting).given).toMatchObject({
      alias: "default",
      path: "CACHES.default",
      timeout: 300_000,
    });
  });

  test("every cache has its own plugin instances", async () => {
    const caches = await createFrom({ CACHES: { one: DEFAULT, two: DEFAULT } } as unknown as Settings);
    expect(caches.aliases).toEqual(["one", "two"]);
    expect(clientOf(caches, "one").context.alias).toBe("one");
    expect(clientOf(caches, "one").context.connections).not.toBe(clientOf(caches, "two").context.connections);
  });
});

describe("LOCATION", () => {
  test.each([
    ["redis://a:1/0", ["redis://a:1/0"]],
    ["redis://a,redis://b", ["redis://a", "redis://b"]],
    [
      ["redis://a", "redis://b"],
      ["redis://a", "redis://b"],
    ],
    [Object.freeze(["redis://a"]), ["redis://a"]],
  ])("%j names servers, the first of which is the primary", async (LOCATION, servers) => {
    expect((await contextOf({ LOCATION })).servers).toEqual(servers);
  });

  test.each([
    [" redis://a , redis://b\n", ["redis://a", "redis://b"]],
    [
      [" redis://a ", "redis://b"],
      ["redis://a", "redis://b"],
    ],
    [
      ["redis://:p,w@a", "redis://b"],
      ["redis://:p,w@a", "redis://b"],
    ],
  ])("%j: spaces are trimmed, and commas in a list are part of the URL", async (LOCATION, servers) => {
    expect((await contextOf({ LOCATION })).servers).toEqual(servers);
  });

  test.each([
    "",
    "  ",
    ",",
    "redis://:hunter2@a,",
    "redis://:hunter2@a,,redis://b",
    [],
    [""],
    ["redis://:hunter2@a", 5],
    5,
    { url: "redis://:hunter2@a" },
    new Set(["redis://:hunter2@a"]),
    new URL("redis://:hunter2@a"),
  ])("%j is rejected when the caches are created, and not shown", async (LOCATION) => {
    expect(await textsOf(makeCaches({ LOCATION }))).toEqual([
      'CACHES.default.LOCATION: must be a URL such as "redis://127.0.0.1:6379/0", or a list of them, and none of them empty',
    ]);
  });

  test("URL problems that the connection factory finds are reported with the others, by the path of the setting", async () => {
    class Checking extends StubConnectionFactory {
      validate(url: string) {
        if (!url.startsWith("redis:")) throw new Error(`unknown scheme ${url.split(":")[0]}:`);
      }
    }
    const problems = await problemsOf(
      createFrom({
        CACHES: {
          one: {
            LOCATION: "http://:hunter2@a, redis://b, ftp://c",
            OPTIONS: { CONNECTION_FACTORY: Checking },
          },
          two: { LOCATION: "ftp://c", OPTIONS: { CONNECTION_FACTORY: Checking } },
        },
      }),
    );
    expect(problems.map(({ message }) => message)).toEqual([
      "CACHES.one.LOCATION: unknown scheme http:",
      "CACHES.one.LOCATION: unknown scheme ftp:",
      "CACHES.two.LOCATION: unknown scheme ftp:",
    ]);
    expect(problems[0]?.cause).toEqual(new Error("unknown scheme http:"));
  });
});

function structuredCloneOfPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structuredCloneOfPlain);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, structuredCloneOfPlain(each)]),
  );
}
