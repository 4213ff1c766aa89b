import { eventually, startServer } from "@coffer-internal/servers";
import { afterAll, beforeEach, expect, it } from "vitest";
import { armed, hitsOf, kept } from "./armed.js";
import { openCache } from "./open-cache.js";

const server = await startServer();
afterAll(() => server.stop());
beforeEach(() => server.command("FLUSHALL"));
const LOCATION = server.url(0);

it.each([
  ["all keys", undefined],
  ["no keys but those of tags", []],
])("a value with tags costs no more round trips than one without (%s)", async (_, KEYS) => {
  await using cache = await openCache({ LOCATION, NEAR_CACHE: KEYS === undefined ? {} : { KEYS } });
  await cache.set("k", { n: 1 }, { tags: ["news", "front page"] });
  const sent = async (work: () => Promise<unknown>) => {
    const monitor = await server.monitor();
    await work();
    const reads = monitor.commands.filter(({ name }) => /^m?get$/i.test(name));
    await monitor[Symbol.asyncDispose]();
    return reads.length;
  };
  const reads = [
    () => cache.get("k"),
    () => cache.getMany(["k"]),
    () => cache.getOrSet("k", () => 0, { tags: ["news"] }),
  ];
  for (const read of reads) {
    await eventually(async () => {
      await read();
      expect(await sent(read)).toBe(KEYS === undefined ? 0 : 1);
    });
    expect(await read()).toBeTruthy();
  }
});

it("an invalidation is visible at once to its caller, and soon to others", async () => {
  await using cache = await openCache({ LOCATION });
  await using other = await openCache({ LOCATION });
  for (const each of [cache, other]) await armed(each);
  for (let n = 0; n < 20; n++) {
    await cache.set("k", n, { tags: ["news"] });
    await kept(cache, "k");
    await eventually(async () => expect(await other.get("k")).toBe(n));
    await cache.deleteByTag("news");
    expect(await cache.get("k")).toBeUndefined();
    await eventually(async () => expect(await other.get("k")).toBeUndefined());
  }
});

it("other values stay in memory when tags are invalidated", async () => {
  await using cache = await openCache({ LOCATION });
  await armed(cache);
  await cache.set("other", 1);
  await kept(cache, "other");
  await cache.deleteByTag("news");
  const before = hitsOf(cache);
  expect(await cache.get("other")).toBe(1);
  expect(hitsOf(cache)).toBe(before + 1);
});

it("a logically expired value is reloaded by one of many processes with the layer herd", async () => {
  const OPTIONS = { CACHE_HERD_TIMEOUT: 1 };
  await using cache = await openCache({ LOCATION, LAYERS: ["near", "herd"], OPTIONS });
  await armed(cache);
  let loads = 0;
  const read = () => cache.getOrSet("k", () => ++loads, "1s");
  expect(await read()).toBe(1);
  await kept(cache, "k");
  // From memory as well as from Redis, it may be treated as expired once its time is over.
  await eventually(async () => expect(await read()).toBe(2));
});
