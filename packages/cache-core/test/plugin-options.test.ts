import type { OptionDeclarations } from "@coffer/cache-core";
import { describe, expect, test } from "vitest";
import { makeProject } from "../../../test/fixtures/project.js";
import {
  contextOf,
  makeCaches,
  PARTS,
  StubConnectionFactory,
  TextSerializer,
  textsOf,
} from "./support/parts.js";

/** A serializer that declares these options. */
function declaring(options: OptionDeclarations): typeof TextSerializer {
  return class Declaring extends TextSerializer {
    static options = options;
  };
}

async function read(options: OptionDeclarations, given: object): Promise<Record<string, unknown>> {
  return (await contextOf({ OPTIONS: { SERIALIZER: declaring(options), ...given } })).options;
}

async function textOf(options: OptionDeclarations, given: object): Promise<string> {
  const texts = await textsOf(makeCaches({ OPTIONS: { SERIALIZER: declaring(options), ...given } }));
  expect(texts).toHaveLength(1);
  return (texts[0] as string).replace("CACHES.default.OPTIONS.", "");
}

const description = "For the tests.";

describe("a part", () => {
  test("is created with one argument, the whole OPTIONS", async () => {
    const seen: Record<string, unknown[]> = {};
    class Serializer extends TextSerializer {
      constructor(...args: unknown[]) {
        super();
        seen.serializer = args;
      }
    }
    class Compressor {
      constructor(...args: unknown[]) {
        seen.compressor = args;
      }
      compress(data: Buffer): Buffer {
        return data;
      }
      decompress(data: Buffer): Buffer {
        return data;
      }
    }
    const { options } = await contextOf({ OPTIONS: { SERIALIZER: Serializer, COMPRESSOR: Compressor } });
    expect(seen.serializer).toEqual([options]);
    expect(seen.compressor).toEqual([options]);
  });
});

describe("an option that a plugin declares", () => {
  test("may have a kind with aliases: names that mean another plugin, and say what to install", async () => {
    const aliases = { "acme-cipher": "@acme/cipher-kit#Cipher" };
    const kind = { name: "cipher", is: "class", aliases } as const;
    const options: OptionDeclarations = { CIPHER: { type: "plugin", kind, description } };
    const files = (name: string) => ({
      [`node_modules/${name}/package.json`]: { type: "module", exports: "./main.js" },
      [`node_modules/${name}/main.js`]: "export class Cipher {} export default class {}",
    });
    const OPTIONS = { SERIALIZER: declaring(options), CIPHER: "acme-cipher" };
    const base = await makeProject({ ...files("acme-cipher"), ...files("@acme/cipher-kit") });
    const found = await contextOf({ OPTIONS }, {}, { parent: base });
    expect((found.options.CIPHER as { name: string }).name).toBe("Cipher");
    const other = await makeProject(files("acme-cipher"));
    expect(await textsOf(makeCaches({ OPTIONS }, {}, { parent: other }))).toEqual([
      expect.stringMatching(
        /CIPHER: "acme-cipher" \(@acme\/cipher-kit\) is not installed: .* Run: npm install @acme\/cipher-kit$/,
      ),
    ]);
  });

  test.each<[declaration: OptionDeclarations[string], good: unknown[], bad: unknown[], wanted: string]>([
    [{ type: "boolean", description }, [true, false], [1, 0, "true", null, []], "true or false"],
    [{ type: "string", description }, ["", "x"], [1, true, null, {}], "a string"],
    [
      { type: "integer", description },
      [0, -5, 2 ** 53, 1e300],
      [1.5, Number.NaN, Number.POSITIVE_INFINITY, "5", 5n, null],
      "a whole number",
    ],
    [{ type: "integer", min: 1, max: 9, description }, [1, 9], [0, 10, 1.5], "a whole number from 1 up to 9"],
    [
      { type: "number", description },
      [0, -0.5],
      [Number.NaN, Number.NEGATIVE_INFINITY, "0.5", true],
      "a number",
    ],
    [
      { type: "number", min: 0, unit: "seconds", description },
      [0, 0.5],
      [-0.1],
      "a number of seconds from 0",
    ],
    [{ type: "number", max: 5, description }, [-100], [5.1], "a number up to 5"],
    [
      { type: "object", description },
      [{}, { a: 1 }, Object.create(null)],
      [[], null, "{}", new Map(), () => {}],
      "an object",
    ],
    [{ type: "array", description }, [[], [1]], [{}, "[]", null, new Set()], "an array"],
    [
      { type: "choice", values: ["fast", 1, null], description },
      ["fast", 1, null],
      ["slow", "1", undefined === null, 2],
      'one of "fast", 1, null',
    ],
    [{ type: "any", description }, [1, "x", [], null, () => {}], [], ""],
    [{ type: "integer", nullable: true, description }, [null, 5], ["5"], "a whole number or null"],
  ])("%j", async (declaration, good, bad, wanted) => {
    for (const value of good) {
      expect((await read({ LEVEL: declaration }, { LEVEL: value })).LEVEL).toEqual(value);
    }
    for (const value of bad) {
      expect(await textOf({ LEVEL: declaration }, { LEVEL: value })).toContain(
        `LEVEL: must be ${wanted}, got `,
      );
    }
  });

  test("has its default if it is not set, also if that is null, false or 0", async () => {
    const options = await read(
      {
        ONE: { type: "integer", default: 0, description },
        TWO: { type: "string", nullable: true, default: null, description },
        THREE: { type: "boolean", default: false, description },
        FOUR: { type: "object", default: { a: [1] }, description },
        FIVE: { type: "string", description },
      },
      { ONE: undefined },
    );
    expect(options).toMatchObject({ ONE: 0, TWO: null, THREE: false, FOUR: { a: [1] } });
    expect(options).not.toHaveProperty("FIVE");
    expect(Object.isFrozen((options.FOUR as { a: unknown }).a)).toBe(true);
  });

  test("may be required", async () => {
    const declared: OptionDeclarations = {
      REGION: { type: "string", required: true, description: "Where it runs." },
    };
    expect(await textOf(declared, {})).toBe("REGION: is required: Where it runs.");
    expect((await read(declared, { REGION: "eu" })).REGION).toBe("eu");
  });

  test("that is a secret is never shown", async () => {
    const declared: OptionDeclarations = {
      PASSWORD: { type: "string", secret: true, description },
      PIN: { type: "integer", secret: true, max: 9, description },
      KEY: { type: "choice", values: ["a"], secret: true, description },
    };
    const given = { PASSWORD: ["hunter2"], PIN: 1234, KEY: "hunter2" };
    const texts = await textsOf(makeCaches({ OPTIONS: { SERIALIZER: declaring(declared), ...given } }));
    expect(texts).toEqual([
      "CACHES.default.OPTIONS.PASSWORD: must be a string, got a list",
      "CACHES.default.OPTIONS.PIN: must be a whole number up to 9, got a number",
      'CACHES.default.OPTIONS.KEY: must be one of "a", got a string',
    ]);
  });

  test("that takes an object does not show another value", async () => {
    const declared: OptionDeclarations = { KWARGS: { type: "object", description } };
    expect(await textOf(declared, { KWARGS: "password=hunter2" })).toBe(
      "KWARGS: must be an object, got a string",
    );
    expect(await textOf(declared, { KWARGS: [{ password: "hunter2" }] })).toBe(
      "KWARGS: must be an object, got a list",
    );
  });

  test("is suggested for a misspelled name", async () => {
    const declared: OptionDeclarations = { ZLIB_LEVEL: { type: "integer", description } };
    expect(await textOf(declared, { ZLIB_LEVLE: 3 })).toBe(
      "ZLIB_LEVLE: unknown option, did you mean ZLIB_LEVEL?",
    );
  });

  test("may be declared by two plugins: the first one loaded decides", async () => {
    class Factory extends StubConnectionFactory {
      static options = { LEVEL: { type: "string", description } };
    }
    const SERIALIZER = declaring({ LEVEL: { type: "integer", description } });
    const { options } = await contextOf({ OPTIONS: { SERIALIZER, CONNECTION_FACTORY: Factory, LEVEL: "5" } });
    expect(options.LEVEL).toBe("5");
  });

  test("cannot redefine an option of the backend", async () => {
    const declared: OptionDeclarations = { SCAN_ITERSIZE: { type: "string", description } };
    expect(await textOf(declared, { SCAN_ITERSIZE: "x" })).toBe(
      "SCAN_ITERSIZE: must be a whole number from 1, got 'x'",
    );
  });
});

describe("an option that names another plugin", () => {
  class Pool {
    readonly maxConnections = 5;
    static options = { POOL_SIZE: { type: "integer", min: 1, default: 5, description } };
  }
  class Factory extends StubConnectionFactory {
    static options = {
      POOL_CLASS: {
        type: "plugin",
        kind: { name: "connection pool", is: "class" },
        default: Pool,
        description,
      },
      DRIVER: { type: "plugin", kind: { name: "redis client", is: "class" }, nullable: true, description },
    };
  }
  const inFactory = { CONNECTION_FACTORY: Factory };

  test("passes the class to the plugin, and the class's options are known", async () => {
    expect((await contextOf({ OPTIONS: inFactory })).options).toMatchObject({
      POOL_CLASS: Pool,
      POOL_SIZE: 5,
    });
    expect((await contextOf({ OPTIONS: { ...inFactory, POOL_SIZE: 9 } })).options.POOL_SIZE).toBe(9);
    expect(await textsOf(makeCaches({ OPTIONS: { ...inFactory, POOL_SIZE: 0, POOL_SIZES: 1 } }))).toEqual([
      "CACHES.default.OPTIONS.POOL_SIZE: must be a whole number from 1, got 0",
      "CACHES.default.OPTIONS.POOL_SIZES: unknown option, did you mean POOL_SIZE?",
    ]);
  });

  test("takes a plugin string, resolved from the application", async () => {
    const base = await makeProject({
      "package.json": { type: "module" },
      "pool.js": `export class Mine { static options = { MINE: { type: "boolean", default: true, description: "Mine." } } }`,
    });
    const OPTIONS = { ...inFactory, POOL_CLASS: "./pool.js#Mine" };
    const { options } = await contextOf({ OPTIONS }, {}, { parent: base });
    expect(options).toMatchObject({ POOL_CLASS: expect.objectContaining({ name: "Mine" }), MINE: true });
    expect(options).not.toHaveProperty("POOL_SIZE");
  });

  test("fails with its own path", async () => {
    const base = await makeProject();
    const OPTIONS = { ...inFactory, POOL_CLASS: "acme-pool" };
    expect(await textsOf(makeCaches({ OPTIONS }, {}, { parent: base }))).toEqual([
      expect.stringMatching(/^CACHES\.default\.OPTIONS\.POOL_CLASS: "acme-pool" is not installed/),
    ]);
  });

  test("may be null if it is nullable, and only then", async () => {
    expect((await contextOf({ OPTIONS: { ...inFactory, DRIVER: null } })).options).not.toHaveProperty(
      "DRIVER",
    );
    expect(await textsOf(makeCaches({ OPTIONS: { ...inFactory, POOL_CLASS: null } }))).toEqual([
      "CACHES.default.OPTIONS.POOL_CLASS: this is not a connection pool: it must be a class, and is null",
    ]);
  });
});

test("a plugin need not declare options, and malformed declarations are ignored", async () => {
  class Odd extends TextSerializer {
    static options = 5;
  }
  const { options } = await contextOf({ OPTIONS: { SERIALIZER: Odd } });
  expect(options.CLIENT_CLASS).toBe(PARTS.CLIENT_CLASS);
});
