import { mock } from "node:test";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { caching } from "./support/caching.js";
import { SHORT } from "./support/connecting.js";
import { patientDrivers } from "./support/drivers.js";
import { outcome } from "./support/outcome.js";

/** The tools that replace timers in tests, each with the functions that it replaces by default. */
const FAKES = [
  { fake: "vi.useFakeTimers()", install: () => vi.useFakeTimers(), restore: () => vi.useRealTimers() },
  {
    fake: "mock.timers of node:test",
    install: () => mock.timers.enable(),
    restore: () => mock.timers.reset(),
  },
];

describe.each(patientDrivers)("a cache with $name", (driver) => {
  const create = caching(driver);
  let server: RedisServer;
  beforeEach(async () => {
    server = await startServer();
  });
  afterEach(() => server.stop());

  describe.each(FAKES)("and $fake", ({ install, restore }) => {
    afterEach(restore);

    it("connects, answers and continues when the real timers are back", async () => {
      const cache = await create(server.url());
      install();
      expect(await cache.set("key", 1)).toBe(true);
      expect(await Promise.all([cache.get("key"), cache.get("key"), cache.incr("key")])).toEqual([1, 1, 2]);
      const left = cache.get("key");
      restore();
      expect(await left).toBe(2);
      for (let n = 3; n < 50; n += 1) expect(await cache.incr("key")).toBe(n);
    });

    it("continues if the timers were fake for a while", async () => {
      const cache = await create(server.url());
      await cache.set("key", 1);
      install();
      // Enough calls for a single caller to stop waiting for the end of the turn, and to return to it.
      for (let n = 2; n < 200; n += 1) expect(await cache.incr("key")).toBe(n);
      expect(await cache.lock("lock", { timeout: 30 }).using(async () => "done")).toBe("done");
      restore();
      expect(await cache.get("key")).toBe(199);
    });

    it("keeps its deadlines: calls to a frozen server time out, and succeed after it thaws", async () => {
      const cache = await create(server.url(), SHORT);
      // A busy machine may take longer than the short timeouts to answer at first.
      await vi.waitFor(() => cache.set("key", 1), { timeout: 30_000, interval: 20 });
      await server.freeze();
      install();
      expect((await outcome(cache.get("key"))).code).toBe("ERR_TIMEOUT");
      expect((await outcome(cache.get("key"))).code).toBe("ERR_UNREACHABLE");
      server.thaw();
      await vi.waitFor(() => cache.get("key"), { timeout: 30_000, interval: 20 });
      restore();
      expect(await cache.get("key")).toBe(1);
    });
  });
});
