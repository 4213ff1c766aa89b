import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { ImproperlyConfigured } from "@coffer/cache-core";
import { ConnectionFactory } from "@coffer/connection-redis";
import { createClient } from "redis";
import { describe, expect, it } from "vitest";
import { driverOptionsFor } from "./drivers.js";

describe("what node-redis is built with", () => {
  it.each([
    ["redis://cache.example:6380/3", { database: 3, socket: { host: "cache.example", port: 6380 } }],
    ["redis://host?db=0", { database: 0, RESP: 2, disableOfflineQueue: true }],
    ["rediss://host", { socket: { host: "host", port: 6379, tls: true } }],
    ["rediss://host?ssl_cert_reqs=none", { socket: { tls: true, rejectUnauthorized: false } }],
    [
      "unix://user:p%40ss@/run/redis.sock?db=2",
      { username: "user", password: "p@ss", database: 2, socket: { path: "/run/redis.sock" } },
    ],
  ])("says the same as %s", (url, expected) => {
    expect(driverOptionsFor(url)).toMatchObject(expected);
  });

  it("names no user and no TLS where there are none", () => {
    const options = driverOptionsFor("redis://host");
    expect(Object.keys(options)).not.toContain("username");
    expect(Object.keys(options)).not.toContain("password");
    expect(options.socket).not.toHaveProperty("tls");
  });

  it("ends with REDIS_CLIENT_KWARGS, also those of sockets and commands (row 261)", () => {
    const kwargs = { username: "driver", socket: { family: 6 }, commandOptions: { typeMapping: {} } };
    expect(driverOptionsFor("redis://user@host", { REDIS_CLIENT_KWARGS: kwargs })).toMatchObject({
      username: "driver",
      socket: { host: "host", family: 6, reconnectStrategy: false },
      commandOptions: { typeMapping: {}, timeout: undefined },
    });
  });

  it("has no place for what would break the deadlines", () => {
    const REDIS_CLIENT_KWARGS = {
      RESP: 3,
      disableOfflineQueue: true,
      url: "redis://elsewhere",
      socket: { reconnectStrategy: () => 10, connectTimeout: 5, noDelay: true },
      commandOptions: { timeout: 5, asap: true },
    };
    let problems: string[] = [];
    try {
      new ConnectionFactory({ REDIS_CLIENT_KWARGS });
    } catch (error) {
      problems = (error as ImproperlyConfigured).problems.map(({ message }) => message);
    }
    expect(problems).toEqual([
      "REDIS_CLIENT_KWARGS.RESP: leave it out: coffer's deadlines depend on it",
      "REDIS_CLIENT_KWARGS.url: leave it out: write it in LOCATION",
      "REDIS_CLIENT_KWARGS.socket.reconnectStrategy: leave it out: coffer's deadlines depend on it",
      "REDIS_CLIENT_KWARGS.socket.connectTimeout: leave it out: use SOCKET_CONNECT_TIMEOUT",
      "REDIS_CLIENT_KWARGS.commandOptions.timeout: leave it out: use SOCKET_TIMEOUT",
      "REDIS_CLIENT_KWARGS.commandOptions.asap: leave it out: commands keep the order of the calls",
    ]);
  });

  it("names a certificate that cannot be read", () => {
    expect(() => new ConnectionFactory().validate("rediss://host?ssl_ca_certs=/no/such.pem")).toThrow(
      /ssl_ca_certs: the file \/no\/such\.pem cannot be read/,
    );
  });

  it("switches keep-alive off with socket_keepalive", () => {
    expect(driverOptionsFor("redis://host").socket).toMatchObject({ keepAlive: true });
    expect(driverOptionsFor("redis://host?socket_keepalive=false").socket).toMatchObject({
      keepAlive: false,
    });
  });
});

describe("REDIS_CLIENT_KWARGS that node-redis does not know", () => {
  const refusal = (REDIS_CLIENT_KWARGS: Record<string, unknown>, more: object = {}) => {
    try {
      new ConnectionFactory({ REDIS_CLIENT_KWARGS, ...more });
    } catch (error) {
      return (error as Error).message;
    }
    return undefined;
  };

  it("are refused, since the driver would ignore them: ssl and tls, which are to be rediss://, and slips", () => {
    const said = refusal({
      ssl: true,
      tls: true,
      comand_timeout: 5,
      socket: { famly: 6 },
      commandOptions: { typeMaping: {} },
    });
    expect(said).toContain("REDIS_CLIENT_KWARGS.ssl: for TLS write rediss:// in LOCATION");
    expect(said).toContain("REDIS_CLIENT_KWARGS.tls: leave it out: write rediss:// in LOCATION");
    expect(said).toMatch(/REDIS_CLIENT_KWARGS\.comand_timeout: unknown option/);
    expect(said).toContain("REDIS_CLIENT_KWARGS.socket.famly: unknown option, did you mean family?");
    expect(said).toContain(
      "REDIS_CLIENT_KWARGS.commandOptions.typeMaping: unknown option, did you mean typeMapping?",
    );
  });

  it("are left to a class of the application's own, but for those of redis-py", () => {
    const REDIS_CLIENT_CLASS = function own(options: object) {
      return createClient(options);
    };
    expect(refusal({ region: "eu" }, { REDIS_CLIENT_CLASS })).toBeUndefined();
    expect(refusal({ ssl_cert_reqs: null }, { REDIS_CLIENT_CLASS })).toContain(
      "it belongs in CONNECTION_POOL_KWARGS",
    );
  });

  it.each(["redis", "redis-v5"])("are none of those that %s declares", (name) => {
    const { resolve } = createRequire(createRequire(import.meta.url).resolve(name));
    const lib = join(dirname(resolve("@redis/client/package.json")), "dist/lib");
    const text = ["client/index.d.ts", "RESP/types.d.ts"]
      .map((file) => readFileSync(join(lib, file), "utf8"))
      .join("\n");
    const body = [
      ...text.matchAll(/interface (?:RedisClientOptions|CommanderConfig)<[^{]*(?:\{\}[^{]*)*\{\n(.*?)^\}/gms),
    ];
    const declared = body.flatMap(([, lines = ""]) =>
      [...lines.matchAll(/^ {4}(\w+)\?:/gm)].map(([, option]) => option),
    );
    expect(declared.length).toBeGreaterThan(20);
    const unknown = declared.filter((option) =>
      refusal({ [option as string]: {} })?.includes("unknown option"),
    );
    expect(unknown).toEqual([]);
  });
});
