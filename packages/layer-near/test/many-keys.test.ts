import { eventually, startServer } from "@coffer-internal/servers";
import { expect, it } from "vitest";
import { ALL } from "../../../test/fixtures/client-groups.js";
import { armed } from "./armed.js";
import { openCache } from "./open-cache.js";

/** A million with `npm run test:all`. */
const KEYS = ALL ? 1_000_000 : 50_000;
const CHUNK = 10_000;
const MAX_ENTRIES = 20_000;
const MAX_BYTES = 4_000_000;

/** Sets the keys from the first to the last in Redis, all to the same value. */
const SET_ALL = "for n = ARGV[1], ARGV[2] do redis.call('SET', KEYS[1] .. n, ARGV[3]) end";

it("however many keys are read and reported, memory is bounded and contains nothing old", {
  timeout: 600_000,
}, async () => {
  await using server = await startServer();
  await using cache = await openCache({
    LOCATION: server.url(0),
    NEAR_CACHE: { MAX_ENTRIES, MAX_BYTES, TIMEOUT: 3600 },
    OPTIONS: { SOCKET_TIMEOUT: 60 },
  });
  await armed(cache);
  const near = () => cache.stats().near ?? expect.fail("there is no near");
  const setAll = async (value: string) => {
    for (let first = 0; first < KEYS; first += CHUNK)
      await server.command("EVAL", SET_ALL, 1, "shop:1:k", first, first + CHUNK - 1, value);
  };
  const readAll = async (value: string) => {
    for (let first = 0; first < KEYS; first += CHUNK) {
      const keys = Array.from({ length: CHUNK }, (_, index) => `k${first + index}`);
      const found = await cache.getMany<string>(keys);
      expect(found.size).toBe(CHUNK);
      expect(new Set(found.values())).toEqual(new Set([value]));
      expect(near().entries).toBeLessThanOrEqual(MAX_ENTRIES);
      expect(near().bytes).toBeLessThanOrEqual(MAX_BYTES);
    }
  };
  await setAll('"one"');
  await eventually(async () => expect(near().invalidations).toBeGreaterThanOrEqual(KEYS));
  await readAll("one");
  // It was full.
  expect(near().evictions).toBeGreaterThan(KEYS / 2);
  expect(near().entries).toBeGreaterThan(1000);
  const { invalidations, flushes } = near();
  await setAll('"two"');
  await eventually(async () => expect(near().invalidations).toBeGreaterThanOrEqual(invalidations + KEYS));
  expect(near()).toMatchObject({ entries: 0, flushes });
  await readAll("two");
});
