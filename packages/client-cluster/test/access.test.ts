import { inspect } from "node:util";
import { type Cluster, startCluster } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCache } from "./open-cache.js";
import { CHOSEN, DRIVERS } from "./settings.js";

const PASSWORD = "p@ss/w:rd#1";

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ replicas: 0, tls: true, user: "shop", password: PASSWORD });
});
afterAll(() => cluster?.stop());

describe.each(CHOSEN)("a cluster with TLS, a user and a password, on %s", (driver) => {
  const open = (settings: { readonly ca?: string; readonly urls?: string[] }, OPTIONS = {}) =>
    openCache(
      { urls: settings.urls ?? cluster.urls },
      { ...DRIVERS[driver], CONNECTION_POOL_KWARGS: { ssl_ca_certs: settings.ca }, ...OPTIONS },
    );
  const trusted = () => cluster.masters[0]?.tls?.ca as string;
  const keys = Array.from({ length: 30 }, (_, n) => `k${n}`);
  const entries = new Map(keys.map((key) => [key, key]));

  it("answers on every node, and the driver's object works too", async () => {
    const cache = await open({ ca: trusted() });
    expect(await cache.setMany(entries)).toEqual([]);
    expect(await cache.getMany(keys)).toEqual(entries);
    const native = (await cache.client.getRedisConnection()) as { get(key: string): Promise<string> };
    expect(await Promise.all(keys.map((key) => native.get(`:1:${key}`)))).toEqual(
      keys.map((key) => `"${key}"`),
    );
    expect(await cache.deletePattern("*")).toBe(keys.length);
  });

  it("shows no password, neither in the cache nor in the driver's object", async () => {
    const cache = await open({ ca: trusted() });
    const native = await cache.client.getRedisConnection();
    for (const thing of [cache, cache.client, native]) {
      const shown = inspect(thing, { depth: 20, showHidden: true }) + JSON.stringify(thing);
      expect(shown).not.toContain(PASSWORD);
      expect(shown).not.toContain(encodeURIComponent(PASSWORD));
    }
  });

  it("uses USERNAME and PASSWORD if the URLs have no credentials", async () => {
    const urls = cluster.masters.map(({ host, port }) => `rediss://${host}:${port}`);
    const cache = await open({ ca: trusted(), urls }, { USERNAME: "shop", PASSWORD });
    expect(await cache.setMany(entries)).toEqual([]);
  });

  it.each([
    ["with a wrong password", { urls: () => cluster.urls.map((url) => url.replace("shop:", "shop:wrong")) }],
    ["whose certificate is not trusted", { ca: () => cluster.masters[0]?.tls?.untrustedCa as string }],
  ])(
    "%s is unreachable, and no message has the password",
    async (_, { urls, ca }: { urls?: () => string[]; ca?: () => string }) => {
      const cache = await open({ ca: ca?.() ?? trusted(), ...(urls && { urls: urls() }) });
      const error: Error = await cache.get("k").then(
        () => expect.fail("it had to fail"),
        (reason) => reason,
      );
      expect(error).toMatchObject({ name: "ConnectionInterrupted", code: "ERR_UNREACHABLE" });
      expect(error.message).toMatch(urls ? /WRONGPASS/ : /certificate/);
      const shown = `${error.stack}${(error.cause as Error).stack}${JSON.stringify(error.cause)}`;
      expect(shown).not.toContain(PASSWORD);
      expect(shown).not.toContain(encodeURIComponent(PASSWORD));
    },
  );
});
