import type { CacheOptions } from "@coffer/cache-core";
import { ImproperlyConfigured } from "@coffer/cache-core";
import { BaseConnectionFactory, type Endpoint, type ParsedUrl, sentinelDriver } from "@coffer/connection-kit";
import { describe, expect, it } from "vitest";
import { fakeDriver } from "./fake-driver.js";

class SentinelFactory extends BaseConnectionFactory {
  constructor(options: CacheOptions) {
    super(sentinelDriver(fakeDriver, options), options);
  }
}

const SENTINELS = [["sentinel-1", 26379]] as const;

/** The options of the driver's objects for the sentinels. */
function sentinelsOf(options: object, url = "redis://mymaster/0"): Endpoint["driverOptions"][] {
  return planOf(options, url).sentinels.map(({ driverOptions }) => driverOptions);
}

interface Plan {
  readonly url: { readonly host: string; readonly isMaster: boolean };
  readonly sentinels: readonly Endpoint[];
}

function planOf(options: object, url: string): Plan {
  const driver = sentinelDriver(fakeDriver, options);
  const problems: Error[] = [];
  const parsed = driver.parseUrl?.(url, problems) as ParsedUrl;
  const { plan } = driver.options(parsed, parsed.args, {}, problems);
  expect(problems).toEqual([]);
  return plan as Plan;
}

function problemIn(options: object, url = "redis://mymaster/0"): string {
  try {
    new SentinelFactory(options as CacheOptions).validate(url);
  } catch (error) {
    expect(error).toBeInstanceOf(ImproperlyConfigured);
    return (error as Error).message;
  }
  throw new Error("it was accepted");
}

describe("SENTINELS", () => {
  it.each([
    [["sentinel-1", 26379], { host: "sentinel-1", port: 26379, tls: undefined }],
    [["sentinel-1", "26379"], { host: "sentinel-1", port: 26379 }],
    [["::1", 26379], { host: "::1", port: 26379 }],
    ["sentinel-1:26379", { host: "sentinel-1", port: 26379 }],
    ["[::1]:26379", { host: "::1", port: 26379 }],
    ["rediss://user:p%40ss@sentinel-1:26379", { tls: true, username: "user", password: "p@ss" }],
    ["redis://sentinel-1:26379?socket_timeout=1", { host: "sentinel-1", port: 26379 }],
  ])("%j is a sentinel", (entry, expected) => {
    expect(sentinelsOf({ SENTINELS: [entry] })).toEqual([expect.objectContaining(expected)]);
  });

  it.each([undefined, [], "sentinel-1:26379", {}])("%j is rejected before anything connects", (given) => {
    expect(problemIn({ SENTINELS: given })).toMatch(
      /SENTINELS: must be a list with at least one \[host, port\]/,
    );
  });

  it.each([
    ["sentinel-1"],
    [["sentinel-1"]],
    [["sentinel-1", "port"]],
    [["sentinel-1", 26379, 1]],
    [["", 26379]],
    [[26379, "sentinel-1"]],
    ["redis://:s3cret@sentinel-1"],
    ["redis://:s3cret@sentinel-1:26379/1"],
    ["unix:///run/s3cret.sock"],
    [null],
  ])("%j in it is rejected: the message has its position, without its content", (entry) => {
    const message = problemIn({ SENTINELS: [["sentinel-1", 26379], entry] });
    expect(message).toMatch(/SENTINELS\[1\]: must be \[host, port\] or "host:port" or a URL with its port/);
    expect(message).not.toContain("s3cret");
  });

  it("with an invalid port is rejected", () => {
    expect(problemIn({ SENTINELS: [["sentinel-1", 70000]] })).toMatch(
      /SENTINELS\[0\]: .*port must be a number/,
    );
  });
});

describe("SENTINEL_KWARGS", () => {
  it("apply to the sentinels only, and the passwords of the servers do not apply to them", () => {
    const options = {
      SENTINELS,
      SENTINEL_KWARGS: { password: "s", ssl: true, ssl_cert_reqs: null },
      PASSWORD: "p",
    };
    expect(sentinelsOf(options, "redis://user:p@mymaster/3")).toEqual([
      expect.objectContaining({ username: null, password: "s", tls: true, ssl_cert_reqs: "none", db: 0 }),
    ]);
    expect(sentinelsOf({ SENTINELS }, "rediss://user:p@mymaster/3")).toEqual([
      expect.objectContaining({ username: null, password: null, tls: undefined, db: 0 }),
    ]);
  });

  it("have the servers' times as defaults", () => {
    const url = "redis://mymaster/0?socket_timeout=3&socket_connect_timeout=0.5";
    expect(planOf({ SENTINELS }, url).sentinels).toEqual([
      expect.objectContaining({ socketTimeout: 3000, connectTimeout: 500 }),
    ]);
    const own = { SENTINELS, SENTINEL_KWARGS: { socket_timeout: 0.1 } };
    expect(planOf(own, url).sentinels).toEqual([
      expect.objectContaining({ socketTimeout: 100, connectTimeout: 500 }),
    ]);
  });

  it("with problems are reported together with all others", () => {
    const message = problemIn({
      SENTINELS: ["nonsense"],
      SENTINEL_KWARGS: { pasword: "s3cret", socket_timeout: "soon", db: 1 },
      CONNECTION_POOL_KWARGS: { nope: 1 },
    });
    expect(message).toMatch(/5 problems/);
    for (const each of [
      /CONNECTION_POOL_KWARGS.nope: unknown argument/,
      /SENTINELS\[0\]: must be/,
      /SENTINEL_KWARGS.pasword: unknown argument/,
      /SENTINEL_KWARGS.socket_timeout: must be a number/,
      /SENTINEL_KWARGS.db: leave it out: sentinels have no databases/,
    ])
      expect(message).toMatch(each);
    expect(message).not.toContain("s3cret");
  });
});

describe("a service's URL", () => {
  it("is named as written, and its port is ignored", () => {
    expect(planOf({ SENTINELS }, "redis://MyMaster:6380/1").url).toMatchObject({ host: "MyMaster" });
  });

  it.each([
    ["", true],
    ["?is_master=1", true],
    ["?is_master=0", false],
    ["?is_master=F", false],
    ["?is_master=False", false],
    ["?is_master=n", false],
    ["?is_master=NO", false],
    ["?is_master=off", true],
    ["?is_master=", true],
    ["?is_master", true],
    ["?is_master=0&is_master=1", false],
    ["?is_master=&is_master=0", false],
    ["?socket_timeout=1&is_master=0&db=2", false],
  ])("with the query %s: the primary is wanted: %s", (query, isMaster) => {
    expect(planOf({ SENTINELS }, `redis://mymaster/1${query}`).url).toMatchObject({ isMaster });
  });

  it.each([
    ["redis://", /names no service: redis:\/\/mymaster\/0/],
    ["redis:///1", /names no service/],
    ["unix:///run/redis.sock?is_master=1", /is a unix socket, not a service/],
    ["redis://mymaster/0?is_mater=1", /redis:\/\/mymaster, the query's is_mater: unknown argument/],
    ["redis://mymaster/zero", /redis:\/\/mymaster: only the number of the database may follow the host/],
    ["mymaster", /has no scheme/],
  ])("%s is rejected when the settings are read", (url, message) => {
    expect(problemIn({ SENTINELS }, url)).toMatch(message);
  });
});

describe("pools of connections by sentinels", () => {
  const pool = (options: object, url = "redis://mymaster/1") => {
    const factory = new SentinelFactory({ SENTINELS, ...options });
    return factory.getOrCreateConnectionPool(factory.makeConnectionParams(url));
  };

  it("are shared by connections with equal settings, in any notation", () => {
    const shared = pool({});
    expect(pool({})).toBe(shared);
    expect(pool({ SENTINELS: ["sentinel-1:26379"] }, "redis://mymaster?db=1&is_master=1")).toBe(shared);
  });

  it.each([
    [{ SENTINELS: [["sentinel-2", 26379]] }, "redis://mymaster/1"],
    [{ SENTINEL_KWARGS: { password: "s" } }, "redis://mymaster/1"],
    [{}, "redis://MyMaster/1"],
    [{}, "redis://mymaster/1?is_master=0"],
  ])("are not shared with %j and %s", (options, url) => {
    expect(pool(options, url)).not.toBe(pool({}));
    expect(pool(options, url)).toBe(pool(options, url));
  });
});
