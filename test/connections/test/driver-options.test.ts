import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Driver, defaultDrivers, drivers } from "./support/drivers.js";

/** Mistyped options within objects, with the message for each. */
const NESTED: Readonly<Record<string, readonly (readonly [given: object, problem: string])[]>> = {
  "ioredis 6": [
    [
      { tls: { rejectUnauthorised: false } },
      "tls.rejectUnauthorised: unknown option, did you mean rejectUnauthorized?",
    ],
  ],
  "node-redis 6": [
    [{ tls: true }, "tls: leave it out: write rediss:// in LOCATION"],
    [{ socket: { famly: 6 } }, "socket.famly: unknown option, did you mean family?"],
    [
      { commandOptions: { typeMaping: {} } },
      "commandOptions.typeMaping: unknown option, did you mean typeMapping?",
    ],
  ],
  "connection-resp": [
    [{ famly: 6 }, "famly: unknown option, did you mean family?"],
    [{ tls: { servrname: "cache" } }, "tls.servrname: unknown option, did you mean servername?"],
  ],
};

describe.each(defaultDrivers)("REDIS_CLIENT_KWARGS of $name", ({ name, create }) => {
  const problems = (REDIS_CLIENT_KWARGS: object, more?: object) =>
    problemsOf(create, REDIS_CLIENT_KWARGS, more);

  it("are rejected if the driver does not know them, since it would ignore them", () => {
    const found = problems({ ssl: true, comand_timeout: 5 });
    expect(found).toContain("REDIS_CLIENT_KWARGS.ssl: for TLS write rediss:// in LOCATION");
    expect(found).toMatch(/REDIS_CLIENT_KWARGS\.comand_timeout: unknown option; known are \w+, /);
  });

  it.each(NESTED[name] ?? [])("are rejected within objects, too: %o", (given, problem) => {
    expect(problems(given)).toContain(`REDIS_CLIENT_KWARGS.${problem}`);
  });

  it("belong in CONNECTION_POOL_KWARGS if they are redis-py's", () => {
    expect(problems({ ssl_ca_certs: "ca.pem" })).toContain(
      "ssl_ca_certs: it belongs in CONNECTION_POOL_KWARGS",
    );
  });

  it("are not checked for a custom class, except for those of redis-py", () => {
    // It has the method by which a class like ioredis is recognized.
    const own = {
      REDIS_CLIENT_CLASS: class {
        callBuffer(): void {}
      },
    };
    expect(problems({ region: "eu" }, own)).toBeUndefined();
    expect(problems({ ssl: true }, own)).toContain("for TLS write rediss://");
  });

  it("are completed by the TLS files of the settings; an unreadable file is named", () => {
    expect(() => create().validate?.("rediss://host?ssl_ca_certs=/no/such.pem")).toThrow(
      /ssl_ca_certs: the file \/no\/such\.pem cannot be read/,
    );
  });
});

/** Where a driver declares its options. */
interface Declarations {
  readonly folder: () => string;
  readonly files: readonly string[];
  /** The interfaces with their bodies. */
  readonly interfaces: RegExp;
  /** The minimum number of options, to detect a change of these files. */
  readonly least: number;
}

const { resolve } = createRequire(import.meta.url);

const ioredis = (name: string): Declarations => ({
  folder: () => dirname(resolve(name)),
  files: ["redis/RedisOptions.d.ts", "utils/Commander.d.ts", "connectors/SentinelConnector/index.d.ts"],
  interfaces: /interface (?:\w*RedisOptions|CommanderOptions|SentinelConnectionOptions)[^{]*\{(.*?)^\}/gms,
  least: 40,
});

const nodeRedis = (name: string): Declarations => ({
  folder: () => join(dirname(createRequire(resolve(name)).resolve("@redis/client/package.json")), "dist/lib"),
  files: ["client/index.d.ts", "RESP/types.d.ts"],
  interfaces: /interface (?:RedisClientOptions|CommanderConfig)<[^{]*(?:\{\}[^{]*)*\{\n(.*?)^\}/gms,
  least: 20,
});

const DECLARED: Readonly<Record<string, Declarations>> = {
  "ioredis 6": ioredis("ioredis"),
  "ioredis 5": ioredis("ioredis-v5"),
  "node-redis 6": nodeRedis("redis"),
  "node-redis 5": nodeRedis("redis-v5"),
};

it.each(Object.entries(DECLARED))("no option that %s declares is unknown", (name, declarations) => {
  const { create } = drivers.find((driver) => driver.name === name) as Driver;
  const { folder, files, interfaces, least } = declarations;
  const text = files.map((file) => readFileSync(join(folder(), file), "utf8")).join("\n");
  const declared = [...text.matchAll(interfaces)].flatMap(([, body = ""]) =>
    [...body.matchAll(/^ {4}(\w+)\?:/gm)].map(([, option]) => option as string),
  );
  expect(declared.length).toBeGreaterThan(least);
  // A custom class may have any options, so the driver's own is used.
  const unknown = declared.filter((option) =>
    problemsOf(create, { [option]: {} }, { REDIS_CLIENT_CLASS: undefined })?.includes("unknown option"),
  );
  expect(unknown).toEqual([]);
});

/** The problem that is reported for `REDIS_CLIENT_KWARGS`, or undefined. */
function problemsOf(
  create: Driver["create"],
  REDIS_CLIENT_KWARGS: object,
  more?: object,
): string | undefined {
  try {
    create({ REDIS_CLIENT_KWARGS, ...more });
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
}
