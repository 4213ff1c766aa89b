import type { Cache } from "@coffer/cache-core";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ALL } from "../../fixtures/client-groups.js";
import { caching } from "./support/caching.js";
import { oneDriver } from "./support/drivers.js";

/** A pending call takes about 400 bytes, and the limit is 64 MiB. */
const ENOUGH = 350_000;

const WAYS: Readonly<Record<string, (cache: Cache, keys: string[]) => Promise<unknown>[]>> = {
  get: (cache, keys) => keys.map((key) => cache.get(key)),
  getMany: (cache, keys) => [cache.getMany(keys)],
  set: (cache, keys) => keys.map((key) => cache.set(key, "value")),
};

/**
 * All calls share one limit, and reaching it takes seconds of processor time: by default one kind of call is enough.
 */
const CHOSEN = Object.entries(WAYS).slice(0, ALL ? undefined : 1);

describe.each(oneDriver)(
  "a cache with $name",
  (driver) => {
    const create = caching(driver);
    let server: RedisServer;
    beforeEach(async () => {
      server = await startServer();
    });
    afterEach(() => server.stop());

    /** Makes more calls in each turn until one is rejected; returns how many keys had been requested. */
    async function fill(ask: (keys: string[]) => Promise<unknown>[]): Promise<number> {
      let refusal: Error | undefined;
      let asked = 0;
      while (refusal === undefined && asked < 1_000_000) {
        const keys = Array.from({ length: 500 }, (_, n) => `key:${asked + n}`);
        asked += keys.length;
        for (const call of ask(keys)) {
          call.catch((error) => {
            refusal ??= error;
          });
        }
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      expect(refusal).toMatchObject({
        code: "ERR_UNREACHABLE",
        message: expect.stringMatching(/was not sent: calls that wait for .* hold 64 MiB already/),
      });
      return asked;
    }

    it.each(CHOSEN)("limits the calls that wait for a connection: %s", async (_, ask) => {
      await server.freeze();
      const cache = await create(server.url(), { SOCKET_CONNECT_TIMEOUT: 60 });
      expect(await fill((keys) => ask(cache, keys))).toBeLessThan(ENOUGH);
      server.thaw();
    });

    it("limits the calls that are sent to a frozen server", async () => {
      const cache = await create(server.url(), { SOCKET_TIMEOUT: 24 });
      await cache.get("key");
      await server.freeze();
      // Until the server counts as silent, which takes an eighth of SOCKET_TIMEOUT, there is no limit.
      const first = cache.get("key").catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 4000));
      expect(await fill((keys) => keys.map((key) => cache.get(key)))).toBeLessThan(ENOUGH);
      server.thaw();
      await first;
    });

    it("leaves no listeners on the socket of a server that disconnects after its answer", async () => {
      const warnings: Error[] = [];
      const heed = (warning: Error) => warnings.push(warning);
      process.on("warning", heed);
      try {
        await server.freeze();
        const cache = await create(server.url(), { SOCKET_CONNECT_TIMEOUT: 60 });
        const calls: Promise<unknown>[] = [];
        // About 200 batches of 500 keys, all sent once the server has answered. Most of them are written to a socket
        // that has ended.
        for (let turn = 0; turn < 200; turn += 1) {
          for (let n = 0; n < 500; n += 1) calls.push(cache.get(`key:${turn}:${n}`).catch(() => {}));
          await new Promise((resolve) => setImmediate(resolve));
        }
        server.thaw();
        await server.stop();
        await Promise.all(calls);
        // A warning is emitted in a separate turn.
        await new Promise((resolve) => setImmediate(resolve));
        expect(warnings.map(String)).toEqual([]);
      } finally {
        process.off("warning", heed);
      }
    });

    it("sends all of a large setMany that was called before the connection is open", async () => {
      const cache = await create(server.url(), { SOCKET_TIMEOUT: 30, SOCKET_CONNECT_TIMEOUT: 30 });
      const entries = Array.from({ length: 150_000 }, (_, n) => [`key:${n}`, n] as const);
      expect(await cache.setMany(entries)).toEqual([]);
      expect(await server.command("DBSIZE")).toBe(150_000);
    });
  },
  120_000,
);
