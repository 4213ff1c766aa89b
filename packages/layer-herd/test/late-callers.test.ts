import { type Cache, type Compressor, createCaches } from "@coffer/cache-core";
import { startServer } from "@coffer-internal/servers";
import { afterAll, expect, it } from "vitest";

const server = await startServer();
afterAll(() => server.stop());

const gate = () => {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
};

/** Reads of values, each of which waits until the test releases it. */
const readings: (() => void)[] = [];
let holds = false;

/** Decodes slowly, as compressors do for large values. */
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

it.each<[string, readonly string[] | undefined, (cache: Cache) => Promise<unknown>]>([
  ["an invalidation", ["tag"], (cache) => cache.deleteByTag("tag")],
  ["a delete", undefined, (cache) => cache.delete("k")],
])(
  "a call that starts after %s does not get a value that another process stored before it",
  async (_what, tags, remove) => {
    const OPTIONS = {
      CLIENT_CLASS: "default",
      LAYERS: ["herd"],
      CONNECTION_FACTORY: "ioredis",
      SERIALIZER: "json",
      COMPRESSOR: SlowCompressor,
    };
    const CACHES = { one: { LOCATION: server.url(0), OPTIONS }, two: { LOCATION: server.url(0), OPTIONS } };
    await using caches = await createCaches({ CACHES }, { parent: import.meta });
    const [one, two] = [caches.get("one"), caches.get("two")];
    await server.command("FLUSHALL");
    readings.length = 0;
    const options = { timeout: 60, ...(tags && { tags }) };
    const loading = gate();
    const end = gate();
    const first = one.getOrSet(
      "k",
      async () => {
        loading.open();
        await end.passed;
        return "old";
      },
      options,
    );
    await loading.passed;
    // It waits for the load of the other process, and is paused while it reads the stored value.
    const waiting = two.getOrSet("k", () => "never", options);
    await expect.poll(async () => two.stats().misses).toBeGreaterThan(0);
    holds = true;
    end.open();
    await expect.poll(() => readings.length).toBe(1);
    await remove(one);
    const late = two.getOrSet("k", () => "new", options);
    // It has read the key, and found the waiting call.
    await two.get("another");
    await two.get("another");
    holds = false;
    for (const read of readings) read();
    expect(await first).toBe("old");
    expect(await waiting).toBe("old");
    expect(await late).toBe("new");
  },
);
