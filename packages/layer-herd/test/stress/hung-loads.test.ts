import { setTimeout as sleep } from "node:timers/promises";
import { type Cache, type CacheSettings, type Caches, createCaches, type Load } from "@coffer/cache-core";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFinished, vi } from "vitest";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const opened: Caches[] = [];
beforeEach(() => server.command("FLUSHALL"));
afterEach(() => Promise.all(opened.splice(0).map((caches) => caches.close())));

async function herd(more: CacheSettings["OPTIONS"] = {}): Promise<Cache> {
  const OPTIONS = {
    CLIENT_CLASS: "default",
    LAYERS: ["herd"],
    SERIALIZER: "json",
    CONNECTION_FACTORY: "ioredis",
    CACHE_HERD_LOCK_TIMEOUT: 0.3,
    ...more,
  };
  const settings = { CACHES: { default: { LOCATION: server.url(), OPTIONS } } };
  const caches = await createCaches(settings, { parent: import.meta });
  opened.push(caches);
  return caches.get();
}

const hang = () => new Promise<string>(() => {});
const HARD = { hardTimeout: "20ms" } as const;
const TIMEOUT = { code: "ERR_LOAD_TIMEOUT" };

it("after a reload that hangs another reader reloads", async () => {
  const cache = await herd({ CACHE_HERD_TIMEOUT: 60 });
  await cache.set("k", "old", 60);
  // Its 59th second after that: every reader treats it as expired.
  const when = String(Date.now() - 59_500).padStart(15, "0");
  await server.command("SETRANGE", ":1:k", 6, when);
  await expect(cache.getOrSet("k", hang, HARD)).rejects.toMatchObject(TIMEOUT);
  expect(await cache.getOrSet("k", () => "new", 60)).toBe("new");
});

it.each([
  ["a loader that hangs", false],
  ["a load whose time was over before it acquired the lease", true],
])("a lease is not renewed for %s", async (_, isPaused) => {
  const cache = await herd({ SOCKET_TIMEOUT: 60 });
  // Scripts wait, reads do not.
  if (isPaused) await server.command("CLIENT", "PAUSE", 60_000, "WRITE");
  const load = vi.fn(hang);
  await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      expect(cache.getOrSet(`k${n}`, load, HARD)).rejects.toMatchObject(TIMEOUT),
    ),
  );
  // The time of a call counts from its start, that of its load from the end of its read.
  await sleep(50);
  if (isPaused) await server.command("CLIENT", "UNPAUSE");
  // After the scripts.
  await cache.set("other", 1);
  /** Commands in a second that name a lease, which would be renewed ten times in it. */
  const kept = async () => {
    const monitor = await server.monitor();
    await sleep(1000);
    return (await monitor.stop()).filter(({ args }) => args.some((each) => each.endsWith(":load")));
  };
  let left = await kept();
  for (let tried = 0; tried < 5 && left.length > 0; tried++) left = await kept();
  expect(left).toEqual([]);
  if (isPaused) expect(load).not.toHaveBeenCalled();
});

it("a load that has timed out is not retried for a while, in any process", async () => {
  // Long enough for the lease, since a load whose time is over before that does not call its loader.
  const options = { timeout: 100, grace: 50, retryAfter: 60, hardTimeout: "3s" } as const;
  const patient = { CACHE_HERD_LOCK_TIMEOUT: 10 };
  const caches = [await herd(patient), await herd(patient), await herd(patient)] as const;
  await caches[0].getOrSet("k", () => "old", { ...options, timeout: "10ms" });
  await sleep(50);
  let loads = 0;
  const stuck = ({ signal }: Load) => {
    loads++;
    return new Promise<string>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  };
  for (const cache of caches) expect(await cache.getOrSet("k", stuck, options)).toBe("old");
  expect(loads).toBe(1);
});

it("the tags of a value live as long as the herd may keep it", async () => {
  const cache = await herd({ CACHE_HERD_TIMEOUT: 60 });
  await cache.set("k", "value", { timeout: "50ms", tags: ["news"] });
  await cache.getOrSet("loaded", () => "value", { timeout: "50ms", tags: ["sport"] });
  await sleep(300);
  // The longer it takes, the more probable it is that the herd draws the end of a value.
  vi.spyOn(Math, "random").mockReturnValue(0.999_999);
  onTestFinished(() => void vi.restoreAllMocks());
  expect(await cache.get("k")).toBe("value");
  expect(await cache.get("loaded")).toBe("value");
});
