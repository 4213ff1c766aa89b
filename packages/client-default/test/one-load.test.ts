import { type Cache, type Compressor, createCaches, type LoadOptions } from "@coffer/cache-core";
import { DefaultClient } from "@coffer/client-default";
import { startServer } from "@coffer-internal/servers";
import { afterAll, expect, it } from "vitest";

const server = await startServer();
afterAll(() => server.stop());

async function open(OPTIONS: object) {
  await server.command("FLUSHALL");
  const given = { CLIENT_CLASS: "default", CONNECTION_FACTORY: "ioredis", SERIALIZER: "json", ...OPTIONS };
  const settings = { CACHES: { default: { LOCATION: server.url(), OPTIONS: given } } };
  return createCaches(settings, { parent: import.meta });
}

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
  await using caches = await open({ CLIENT_CLASS: HeldTags });
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
  const readings: (() => void)[] = [];
  let holds = false;
  class SlowCompressor implements Compressor {
    static readonly options = {};

    compress(data: Buffer): Buffer {
      return data;
    }

    async decompress(data: Buffer): Promise<Buffer> {
      if (holds) await new Promise<void>((resolve) => readings.push(resolve));
      return data;
    }
  }
  await using caches = await open({ COMPRESSOR: SlowCompressor });
  const cache = caches.get();
  await cache.getOrSet("k", () => "old", { ...options, timeout: 0.001 });
  let loads = 0;
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const load = async () => {
    loads += 1;
    await ended;
    return "new";
  };
  const works: Promise<void>[] = [];
  const first = cache.getOrSet("k", load, { ...options, behind: (work) => works.push(work) });
  await expect.poll(() => loads).toBe(1);
  holds = true;
  const second = cache.getOrSet("k", load, options);
  await expect.poll(() => readings.length).toBe(1);
  end();
  await Promise.all([first, ...works]);
  await settled(cache);
  holds = false;
  for (const read of readings) read();
  expect(await second).toBe("old");
  await settled(cache);
  expect(loads).toBe(1);
});
