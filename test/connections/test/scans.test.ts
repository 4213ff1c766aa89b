import type { Cache } from "@coffer/cache-core";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { caching } from "./support/caching.js";
import { patientDrivers } from "./support/drivers.js";

const KEYS = Array.from({ length: 2000 }, (_, n) => `k${n}`);

describe.each(patientDrivers)("with $name, a scan", (driver) => {
  let server: RedisServer;
  let cache: Cache;
  const open = caching(driver);
  beforeEach(async () => {
    server = await startServer({ persistent: true });
    cache = await open(server.url(0), { SCAN_ITERSIZE: 10 });
    await cache.setMany(new Map(KEYS.map((key) => [key, 1])));
    await cache.sadd("set", ...KEYS);
  });
  afterEach(() => server.stop());

  /** Collects all items, and calls `meanwhile` after the third page. */
  async function collect(
    iterable: AsyncIterable<string>,
    meanwhile: () => Promise<void>,
  ): Promise<Set<string>> {
    const found = new Set<string>();
    let isHalf = false;
    for await (const each of iterable) {
      found.add(each);
      if (isHalf || found.size < 30) continue;
      isHalf = true;
      await meanwhile();
      // The other calls of a service continue on the new connection.
      await expect.poll(() => cache.get("k0").catch(() => undefined), { timeout: 60_000 }).toBe(1);
    }
    return found;
  }

  async function restart(): Promise<void> {
    await server.kill();
    await server.restart();
  }

  it.each<[string, () => AsyncIterable<string>]>([
    ["keys", () => cache.iterKeys("k*")],
    ["members of a set", () => cache.sscanIter<string>("set")],
  ])("of %s whose server is restarted rejects, since it could miss some", async (_, iterable) => {
    await expect(collect(iterable(), restart)).rejects.toMatchObject({
      code: "ERR_NO_REPLY",
      message: expect.stringMatching(/start the scan again/),
    });
    expect((await cache.keys("k*")).length).toBe(KEYS.length);
    expect(await cache.sscan("set")).toEqual(new Set(KEYS));
  });

  it.each<[string, () => AsyncIterable<string>]>([
    ["keys", () => cache.iterKeys("k*")],
    ["members of a set", () => cache.sscanIter<string>("set")],
  ])("of %s continues after a lost connection, since the server knows its cursor", async (_, iterable) => {
    const hangUp = async () => {
      await server.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    };
    expect(await collect(iterable(), hangUp)).toEqual(new Set(KEYS));
  });

  it("that deletes rejects if the server is restarted, and deletes all when it is called again", async () => {
    let deleted = 0;
    const isOver = cache.deletePattern("k*", {
      onProgress: (count) => {
        deleted = count;
      },
    });
    const restarted = expect
      .poll(() => deleted, { interval: 1, timeout: 60_000 })
      .toBeGreaterThan(30)
      .then(restart);
    const outcome = await isOver.then(
      () => "all were deleted before",
      (error) => error.code,
    );
    await restarted;
    expect(["all were deleted before", "ERR_NO_REPLY", "ERR_UNREACHABLE"]).toContain(outcome);
    await expect
      .poll(() => cache.deletePattern("k*").then(() => "done", String), { timeout: 60_000 })
      .toBe("done");
    expect(await cache.keys("k*")).toEqual([]);
  });
});
