import type { Cache, LoadOptions } from "@coffer/cache-core";
import { DefaultClient } from "@coffer/client-default";
import { startServer } from "@coffer-internal/servers";
import { afterAll, expect, it } from "vitest";
import { gate } from "./gate.js";
import { openCaches } from "./open-caches.js";
import { slowCompressor } from "./slow-compressor.js";

const server = await startServer();
afterAll(() => server.stop());

/** Waits until the cache has handled all earlier calls. */
async function settled(cache: Cache): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await cache.get("another");
}

it("a call shares a load that has begun and does not know its tags yet", async () => {
  const waiting: (() => void)[] = [];
  /** Does not answer questions about tags until the test lets it. */
  class HeldTags extends DefaultClient {
    // biome-ignore lint/suspicious/noExplicitAny: they are passed on.
    constructor(...args: any[]) {
      super(...(args as ConstructorParameters<typeof DefaultClient>));
      const secure = this.tags.secure.bind(this.tags);
      this.tags.secure = async (...given) => {
        await new Promise<void>((resolve) => waiting.push(resolve));
        return secure(...given);
      };
    }
  }
  await using caches = await openCaches(server, { CLIENT_CLASS: HeldTags });
  const cache = caches.get();
  let loads = 0;
  const load = () => {
    loads += 1;
    return loads;
  };
  const first = cache.getOrSet("k", load, { tags: ["t"] });
  await expect.poll(() => waiting.length).toBe(1);
  const second = cache.getOrSet("k", load, { tags: ["t"] });
  await settled(cache);
  for (const go of waiting) go();
  expect(await Promise.all([first, second])).toEqual([1, 1]);
  expect(loads).toBe(1);
});

it.each<[string, LoadOptions]>([
  ["stale", { timeout: 60, stale: 3600 }],
  ["grace", { timeout: 60, grace: 3600 }],
])("a load that ends while a %s value is decoded is not repeated", async (_state, options) => {
  const { SlowCompressor, state, release } = slowCompressor();
  await using caches = await openCaches(server, { COMPRESSOR: SlowCompressor });
  const cache = caches.get();
  await cache.getOrSet("k", () => "old", { ...options, timeout: 0.001 });
  let loads = 0;
  const ended = gate();
  const load = async () => {
    loads += 1;
    await ended.passed;
    return "new";
  };
  const works: Promise<void>[] = [];
  const first = cache.getOrSet("k", load, { ...options, behind: (work) => works.push(work) });
  await expect.poll(() => loads).toBe(1);
  state.holds = true;
  const second = cache.getOrSet("k", load, options);
  await expect.poll(() => state.waiting.length).toBe(1);
  ended.open();
  await Promise.all([first, ...works]);
  await settled(cache);
  release();
  expect(await second).toBe("old");
  await settled(cache);
  expect(loads).toBe(1);
});

it("the versions of tags outlive a load that takes longer than its value lives", async () => {
  await using caches = await openCaches(server);
  const load = () => server.command("PTTL", "{:1:t}:tag");
  const left = await caches.get().getOrSet("k", load, { tags: ["t"], timeout: 1 });
  expect(Number(left)).toBeGreaterThan(60_000);
});
