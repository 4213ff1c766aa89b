import { type Cache, createCaches } from "@coffer/cache-core";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

const PARTS = {
  CLIENT_CLASS: "default",
  SERIALIZER: "@coffer/serializer-json",
  CONNECTION_FACTORY: "@coffer/connection-ioredis",
};

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(() => server.command("FLUSHALL"));

async function openCache(more: object = {}): Promise<Cache> {
  const settings = { LOCATION: server.url(), OPTIONS: { ...PARTS, ...more } };
  return (await createCaches({ CACHES: { default: settings } }, { parent: import.meta })).get();
}

describe("update", () => {
  it("is one GET and one script", async () => {
    await using cache = await openCache();
    await cache.set("k", { n: 1 });
    await cache.update("k", () => ({ n: 2 }));
    const monitor = await server.monitor();
    await cache.update("k", () => ({ n: 3 }));
    expect((await monitor.stop()).map(({ name }) => name).slice(0, 2)).toEqual(["GET", "EVALSHA"]);
  });

  it("is waited for by a final close, including its further attempts", async () => {
    const cache = await openCache();
    const other = await openCache();
    let runs = 0;
    const updated = cache.update<string>("k", async () => {
      runs += 1;
      if (runs < 3) await other.set("k", `theirs ${runs}`);
      return "mine";
    });
    await cache.client.close({ final: true });
    expect(await updated).toBe("mine");
    expect([runs, await other.get("k")]).toEqual([3, "mine"]);
    await other[Symbol.asyncDispose]();
  });

  it("keeps an encrypted value encrypted", async () => {
    const CIPHER_KEYS = [{ id: "2026", key: Buffer.alloc(32, 7).toString("base64") }];
    await using cache = await openCache({ CIPHER: "@coffer/cipher-aes-gcm", CIPHER_KEYS });
    for (let n = 1; n < 4; n++) expect(await cache.update<number>("k", (old = 0) => old + 1)).toBe(n);
    expect(await cache.get("k")).toBe(3);
    expect(String(await server.command("GET", ":1:k"))).not.toBe("3");
  });
});
