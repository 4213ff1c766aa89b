// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are what is tested.
import { join } from "node:path";

import { afterEach, describe, expect, test, vi } from "vitest";
import { makeProject, settingsFile } from "../../../test/fixtures/project.js";
import {
  clientOf,
  createCaches,
  createFrom,
  PARTS,
  StubConnectionFactory,
  textsOf,
} from "./support/parts.js";

afterEach(() => {
  vi.unstubAllEnvs();
});

/** The context with which the client of this cache is created. */
async function contextFrom(cache: object, top?: object) {
  const { context } = clientOf(await createFrom(await settingsFile(cache, top)));
  return { ...context, options: context.options as Record<string, unknown> };
}

describe("environment variables in a settings file from outside", () => {
  const settings = { KEY_PREFIX: "${AWS_SECRET}", VERSION: "${REDIS_VERSION}" };
  const textsWith = async (options: object) =>
    textsOf(
      createCaches(await settingsFile(settings), { defaults: PARTS as never, allow: ["./*"], ...options }),
    );

  test("must be on the list: without one, none is allowed if there is a list for plugins", async () => {
    vi.stubEnv("AWS_SECRET", "hunter2");
    vi.stubEnv("REDIS_VERSION", "3");
    const refused = (name: string, list: string) =>
      `the environment variable ${name} is not allowed: it is not on the list given as "env" (${list})`;
    expect(await textsWith({})).toEqual([
      `CACHES.default.KEY_PREFIX: ${refused("AWS_SECRET", "it is empty")}`,
      `CACHES.default.VERSION: ${refused("REDIS_VERSION", "it is empty")}`,
    ]);
    expect(await textsWith({ env: ["REDIS_*", "AWS"] })).toEqual([
      `CACHES.default.KEY_PREFIX: ${refused("AWS_SECRET", "REDIS_*, AWS")}`,
    ]);
    expect(await textsWith({ env: ["REDIS_VERSION"], allow: undefined })).toEqual([
      `CACHES.default.KEY_PREFIX: ${refused("AWS_SECRET", "REDIS_VERSION")}`,
    ]);
  });

  test("a default is not used for a variable that is not allowed, so as not to reveal whether it is set", async () => {
    vi.stubEnv("AWS_SECRET", "hunter2");
    const file = await settingsFile({ KEY_PREFIX: "${AWS_SECRET:-none}" });
    expect((await textsOf(createCaches(file, { env: [] })))[0]).toContain("AWS_SECRET is not allowed");
  });

  test("are used if the list has them", async () => {
    vi.stubEnv("REDIS_VERSION", "3");
    const file = await settingsFile({ VERSION: "${REDIS_VERSION}" });
    const { context } = clientOf(
      await createCaches(file, { defaults: PARTS as never, allow: [], env: ["REDIS_*"] }),
    );
    expect(context.keys.make("k")).toBe(":3:k");
  });
});

describe("environment variables in a settings file", () => {
  test("are replaced in strings, alone or within other text, at any depth", async () => {
    vi.stubEnv("HOST", "db.example");
    vi.stubEnv("PORT_2", "6380");
    vi.stubEnv("SHOP", "shop");
    const { servers, keys } = await contextFrom({
      LOCATION: ["redis://${HOST}:1", "redis://${HOST}:${PORT_2}/1"],
      KEY_PREFIX: "${SHOP}",
    });
    expect(servers).toEqual(["redis://db.example:1", "redis://db.example:6380/1"]);
    expect(keys.make("k")).toBe("shop:1:k");
  });

  test.each(['quo"ted', "back\\slash", "new\nline", "pa$$word", "${HOME}", "$&$1"])(
    "whose value is used unchanged: %j",
    async (value) => {
      vi.stubEnv("SHOP", value);
      const { keys } = await contextFrom({ KEY_PREFIX: "<${SHOP}>" });
      expect(keys.make("k")).toBe(`<${value}>:1:k`);
    },
  );

  test.each([
    [undefined, "default"],
    ["", "default"],
    ["set", "set"],
  ])("have a default for missing or empty ones: %j", async (value, prefix) => {
    vi.stubEnv("SHOP", value);
    expect((await contextFrom({ KEY_PREFIX: "${SHOP:-default}" })).keys.make("k")).toBe(`${prefix}:1:k`);
  });

  test("may be empty, and so may a default", async () => {
    vi.stubEnv("EMPTY", "");
    vi.stubEnv("UNSET", undefined);
    const { keys } = await contextFrom({ KEY_PREFIX: "a${EMPTY}b${UNSET:-}c" });
    expect(keys.make("k")).toBe("abc:1:k");
  });

  test.each([
    ["$${SHOP}", "${SHOP}"],
    ["a$${b", "a${b"],
    ["$SHOP $$ {SHOP}", "$SHOP $$ {SHOP}"],
  ])("are not recognized in %j", async (text, prefix) => {
    vi.stubEnv("SHOP", "no");
    expect((await contextFrom({ KEY_PREFIX: text })).keys.make("k")).toBe(`${prefix}:1:k`);
  });

  test("become numbers, booleans and null if the setting takes those, and stay text otherwise", async () => {
    vi.stubEnv("DIGITS", "1234");
    vi.stubEnv("YES", "yes");
    vi.stubEnv("NONE", "none");
    const { timeout, keys, options } = await contextFrom(
      {
        TIMEOUT: "${DIGITS}",
        VERSION: "${DIGITS}",
        KEY_PREFIX: "${DIGITS}",
        OPTIONS: { IGNORE_EXCEPTIONS: "${YES}", COMPRESSOR: "${NONE}" },
      },
      { DJANGO_REDIS_SCAN_ITERSIZE: "${DIGITS}" },
    );
    expect([timeout, keys.make("k")]).toEqual([1_234_000, "1234:1234:k"]);
    expect(options).toMatchObject({ IGNORE_EXCEPTIONS: true, SCAN_ITERSIZE: 1234 });
    expect(options.COMPRESSOR).toBeUndefined();
  });

  test.each([
    ["5m", 300_000],
    ["null", null],
    ["0.5", 500],
  ])("set %j as a TIMEOUT", async (value, timeout) => {
    vi.stubEnv("TTL", value);
    expect((await contextFrom({ TIMEOUT: "${TTL}" })).timeout).toBe(timeout);
  });

  test("text in the file itself stays text: a quoted number is rejected", async () => {
    const file = await settingsFile({ OPTIONS: { SCAN_ITERSIZE: "10" } });
    expect(await textsOf(createFrom(file))).toEqual([
      "CACHES.default.OPTIONS.SCAN_ITERSIZE: must be a whole number from 1, got '10'",
    ]);
  });
});

describe("an environment with problems", () => {
  test("is reported with every other problem, each variable at each setting that uses it", async () => {
    vi.stubEnv("REDIS_PASSWORD", undefined);
    vi.stubEnv("REDIS_HOST", undefined);
    const file = await settingsFile(
      {
        LOCATION: ["redis://a", "redis://${REDIS_HOST}"],
        TIMEOUT: "${TTL}",
        KEY_PREFX: "x",
        OPTIONS: { SERIALIZER: "${SER}", SCAN_ITERSIZE: 0 },
      },
      { LOGGER: "./${REDIS_PASSWORD}-${REDIS_HOST}" },
    );
    expect(await textsOf(createFrom(file))).toEqual([
      "LOGGER: the environment has no REDIS_PASSWORD: set it, or write ${REDIS_PASSWORD:-default}; the environment has no REDIS_HOST: set it, or write ${REDIS_HOST:-default}",
      "CACHES.default.LOCATION[1]: the environment has no REDIS_HOST: set it, or write ${REDIS_HOST:-default}",
      "CACHES.default.TIMEOUT: the environment has no TTL: set it, or write ${TTL:-default}",
      "CACHES.default.OPTIONS.SERIALIZER: the environment has no SER: set it, or write ${SER:-default}",
      "CACHES.default.KEY_PREFX: unknown setting, did you mean KEY_PREFIX?",
      "CACHES.default.OPTIONS.SCAN_ITERSIZE: must be a whole number from 1, got 0",
    ]);
  });

  test("a missing whole cache or list is reported once", async () => {
    const base = await makeProject({
      "settings.json": { CACHES: { default: "${NO_SUCH_URL}", b: { LOCATION: "${NO_SUCH_URL}" } } },
    });
    expect(await textsOf(createFrom(join(base, "settings.json")))).toEqual([
      "CACHES.default: the environment has no NO_SUCH_URL: set it, or write ${NO_SUCH_URL:-default}",
      "CACHES.b.LOCATION: the environment has no NO_SUCH_URL: set it, or write ${NO_SUCH_URL:-default}",
    ]);
  });

  test.each(["${", "${}", "${REDIS PASSWORD}", "${1}", "${A-b}", "${A:?b}", "${A:-${B}}", "x${A:-b"])(
    "%j is not a valid name of a variable",
    async (text) => {
      expect(await textsOf(createFrom(await settingsFile({ KEY_PREFIX: text })))).toEqual([
        "CACHES.default.KEY_PREFIX: write ${ with the name of an environment variable and }, such as ${REDIS_PASSWORD} or ${REDIS_PASSWORD:-default}; for a plain ${ write $${",
      ]);
    },
  );

  test("is never shown, whatever setting it is in", async () => {
    vi.stubEnv("REDIS_PASSWORD", "hunter2");
    class Checking extends StubConnectionFactory {
      static options = {
        LEVEL: { type: "number", description: "" },
        WORD: { type: "choice", values: [], description: "" },
      };
      validate(): never {
        throw new Error("no such scheme");
      }
    }
    const variable = "${REDIS_PASSWORD}";
    const file = await settingsFile(
      {
        LOCATION: `ftp://:${variable}@h`,
        TIMEOUT: variable,
        OPTIONS: { IGNORE_EXCEPTIONS: variable, LEVEL: variable, WORD: variable },
      },
      { SCAN_ITERSIZE: variable },
    );
    const created = createCaches(file, {
      defaults: { ...PARTS, CONNECTION_FACTORY: Checking } as never,
    });
    const texts = await textsOf(created);
    expect(texts.join("\n")).not.toContain("hunter2");
    expect(texts).toEqual([
      'CACHES.default.TIMEOUT: must be a number of seconds, a duration such as "500ms", "30s", "5m", "1h" or "7d", or null for never; got other text',
      "CACHES.default.OPTIONS.IGNORE_EXCEPTIONS: must be true or false or null, got other text",
      "SCAN_ITERSIZE: must be a whole number from 1, got other text",
      "CACHES.default.OPTIONS.LEVEL: must be a number, got other text",
      "CACHES.default.OPTIONS.WORD: must be one of , got other text",
    ]);
  });
});

describe("settings in code read the environment themselves", () => {
  test("a ${ in an object or a module is not replaced", async () => {
    vi.stubEnv("SHOP", "no");
    const cache = { LOCATION: "redis://h", KEY_PREFIX: "${SHOP}" };
    const base = await makeProject({
      "package.json": { type: "module" },
      "settings.js": `export default { CACHES: { default: ${JSON.stringify(cache)} } };`,
    });
    for (const source of [{ CACHES: { default: cache } }, join(base, "settings.js")]) {
      expect(clientOf(await createFrom(source)).context.keys.make("k")).toBe("${SHOP}:1:k");
    }
  });
});
