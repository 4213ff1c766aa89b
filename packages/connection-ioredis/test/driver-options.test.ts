import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { driverOptionsFor } from "./drivers.js";

describe("what ioredis is built with", () => {
  it.each([
    [
      "redis://cache.example:6380/3",
      { host: "cache.example", port: 6380, db: 3, username: null, password: null },
    ],
    ["rediss://host", { host: "host", port: 6379, db: 0, tls: {} }],
    [
      "unix://user:p%40ss@/run/redis.sock?db=2",
      { path: "/run/redis.sock", db: 2, username: "user", password: "p@ss" },
    ],
    ["redis://host?socket_connect_timeout=3", { connectTimeout: 0 }], // the whole attempt has a deadline in the kit
  ])("says the same as %s", (url, expected) => {
    expect(driverOptionsFor(url)).toMatchObject(expected);
  });

  it("ends with REDIS_CLIENT_KWARGS (row 261)", () => {
    const options = { REDIS_CLIENT_KWARGS: { family: 6, username: "driver" } };
    expect(driverOptionsFor("redis://user@host", options)).toMatchObject({ family: 6, username: "driver" });
  });

  it("has no place for what would break the deadlines", () => {
    const kwargs = { retryStrategy: () => 10, lazyConnect: true, commandTimeout: 5 };
    expect(() => new ConnectionFactory({ REDIS_CLIENT_KWARGS: kwargs })).toThrow(
      /2 problems.*REDIS_CLIENT_KWARGS\.retryStrategy: leave it out.*commandTimeout: leave it out: use SOCKET_TIMEOUT/s,
    );
  });

  it("names a certificate that cannot be read", () => {
    expect(() => new ConnectionFactory().validate("rediss://host?ssl_ca_certs=/no/such.pem")).toThrow(
      /ssl_ca_certs: the file \/no\/such\.pem cannot be read/,
    );
  });

  it("switches keep-alive off with socket_keepalive", () => {
    expect(driverOptionsFor("redis://host").keepAlive).toBe(30_000);
    expect(driverOptionsFor("redis://host?socket_keepalive=false").keepAlive).toBeNull();
  });
});

describe("REDIS_CLIENT_KWARGS that ioredis does not know", () => {
  const refusal = (REDIS_CLIENT_KWARGS: Record<string, unknown>, more: object = {}) => {
    try {
      new ConnectionFactory({ REDIS_CLIENT_KWARGS, ...more });
    } catch (error) {
      return (error as Error).message;
    }
    return undefined;
  };

  it("are refused, since the driver would ignore them: ssl, which is to be rediss://, and slips", () => {
    const said = refusal({ ssl: true, comand_timeout: 5, tls: { rejectUnauthorised: false } });
    expect(said).toContain("REDIS_CLIENT_KWARGS.ssl: for TLS write rediss:// in LOCATION");
    expect(said).toMatch(/REDIS_CLIENT_KWARGS\.comand_timeout: unknown option; known are host, /);
    expect(said).toContain(
      "REDIS_CLIENT_KWARGS.tls.rejectUnauthorised: unknown option, did you mean rejectUnauthorized?",
    );
  });

  it("belong into CONNECTION_POOL_KWARGS where they are redis-py's", () => {
    expect(refusal({ ssl_ca_certs: "ca.pem" })).toMatch(/ssl_ca_certs: it belongs in CONNECTION_POOL_KWARGS/);
  });

  it("are left to a class of the application's own, but for those of redis-py", () => {
    const REDIS_CLIENT_CLASS = class extends Redis {};
    expect(refusal({ region: "eu" }, { REDIS_CLIENT_CLASS })).toBeUndefined();
    expect(refusal({ ssl: true }, { REDIS_CLIENT_CLASS })).toContain("for TLS write rediss://");
  });

  it.each(["ioredis", "ioredis-v5"])("are none of those that %s declares", (name) => {
    const built = dirname(createRequire(import.meta.url).resolve(name));
    const files = [
      "redis/RedisOptions.d.ts",
      "utils/Commander.d.ts",
      "connectors/SentinelConnector/index.d.ts",
    ];
    const text = files.map((file) => readFileSync(join(built, file), "utf8")).join("\n");
    const body = [
      ...text.matchAll(
        /interface (?:\w*RedisOptions|CommanderOptions|SentinelConnectionOptions)[^{]*\{(.*?)^\}/gms,
      ),
    ];
    const declared = body.flatMap(([, lines = ""]) =>
      [...lines.matchAll(/^ {4}(\w+)\?:/gm)].map(([, option]) => option),
    );
    expect(declared.length).toBeGreaterThan(40);
    const unknown = declared.filter((option) =>
      refusal({ [option as string]: {} })?.includes("unknown option"),
    );
    expect(unknown).toEqual([]);
  });
});
