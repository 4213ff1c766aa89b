import { type Cache, createCaches } from "@coffer/cache-core";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const DRIVERS = ["ioredis", "redis", "resp"];

async function openOn(server: RedisServer, driver: string): Promise<Cache> {
  const OPTIONS = {
    CLIENT_CLASS: "@coffer/client-default",
    SERIALIZER: "@coffer/serializer-json",
    CONNECTION_FACTORY: `@coffer/connection-${driver}`,
  };
  const settings = { CACHES: { default: { LOCATION: server.url(), OPTIONS } } };
  return (await createCaches(settings, { parent: import.meta })).get();
}

describe.each(DRIVERS)("pull over %s", (driver) => {
  let server: RedisServer;
  let cache: Cache;
  beforeAll(async () => {
    server = await startServer();
    cache = await openOn(server, driver);
  });
  afterAll(async () => {
    await cache[Symbol.asyncDispose]();
    await server.stop();
  });

  /** The commands that the server got from `work`. */
  async function askedBy(work: () => Promise<unknown>): Promise<string[]> {
    const monitor = await server.monitor();
    await work();
    return (await monitor.stop()).map(({ name }) => name);
  }

  it("is one GETDEL, in one batch with the others of its turn", async () => {
    await cache.setMany({ a: 1, b: { n: 2 } });
    await cache.pull("warm");
    const before = cache.stats().batches.count;
    const asked = await askedBy(async () =>
      expect(await Promise.all([cache.pull("a"), cache.pull("b"), cache.pull("c")])).toEqual([
        1,
        { n: 2 },
        undefined,
      ]),
    );
    expect(asked).toEqual(["GETDEL", "GETDEL", "GETDEL"]);
    expect(cache.stats().batches.count - before).toBe(1);
  });

  it("is a script on a server without GETDEL, in the order of the calls", async () => {
    await using old = await startServer({ config: { "rename-command": 'GETDEL ""' } });
    await using onOld = await openOn(old, driver);
    for (let round = 0; round < 2; round++) {
      const calls = [onOld.set("k", { n: round }), onOld.pull("k"), onOld.set("k", "next"), onOld.pull("k")];
      expect(await Promise.all(calls)).toEqual([true, { n: round }, true, "next"]);
      expect(await onOld.pull("k", "none")).toBe("none");
    }
    const monitor = await old.monitor();
    await onOld.pull("k");
    expect((await monitor.stop()).map(({ name }) => name)[0]).toBe("EVALSHA");
  });
});
