import { setTimeout as sleep } from "node:timers/promises";
import { type Cache, type Caches, createCaches } from "@coffer/cache-core";
import { DefaultClient } from "@coffer/client-default";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { JsonSerializer } from "@coffer/serializer-json";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ALL } from "../../../../test/fixtures/client-groups.js";
import { type Child, go, loadsOf, startChildren } from "./child.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(() => server.command("FLUSHALL"));

/** The lease is a script, which every driver runs: the other driver with `npm run test:all`. */
const DRIVERS = ["@coffer/connection-ioredis", ...(ALL ? ["@coffer/connection-redis"] : [])];

describe.each(DRIVERS)("a cold key that processes request at once (%s)", (driver) => {
  const start = (count: number, callers: number, milliseconds: number, lease?: number) =>
    startChildren(count, {
      LOCATION: server.url(),
      driver,
      callers,
      milliseconds,
      ...(lease !== undefined && { lease }),
    });

  it("is loaded once: four processes with fifty callers each", async () => {
    const children = await start(4, 50, 300);
    go(children);
    const answers = new Set(await Promise.all(children.map(({ done }) => done)));
    expect(loadsOf(children)).toBe(1);
    const loader = children.find(({ lines }) => lines.includes("load"))?.process.pid;
    expect([...answers]).toEqual([`[${loader}]`]);
    expect(await server.command("KEYS", "*")).toHaveLength(1);
  });

  it("is loaded once even if the load takes longer than a dead process would block others", async () => {
    const children = await start(2, 3, 7500, 3);
    go(children);
    await Promise.all(children.map(({ done }) => done));
    expect(loadsOf(children)).toBe(1);
  });

  it("is loaded by another process if the one that loads is killed", async () => {
    const children = await start(3, 5, 500, 3);
    go(children);
    await vi.waitUntil(() => loadsOf(children) === 1, { timeout: 30_000, interval: 5 });
    const victim = children.find(({ lines }) => lines.includes("load")) as Child;
    victim.process.kill("SIGKILL");
    const killed = performance.now();
    const others = children.filter((child) => child !== victim);
    const answers = new Set(await Promise.all(others.map(({ done }) => done)));
    expect(performance.now() - killed).toBeLessThan(20_000);
    expect(loadsOf(others)).toBe(1);
    expect([...answers]).toEqual([`[${others.find(({ lines }) => lines.includes("load"))?.process.pid}]`]);
  });
});

it("a user with only the keys of the prefix can use herd and fencing, too", async () => {
  await server.command("ACL", "SETUSER", "shop", "on", ">secret", "resetkeys", "~shop:*", "+@all");
  const OPTIONS = {
    CLIENT_CLASS: DefaultClient,
    LAYERS: ["herd"],
    SERIALIZER: JsonSerializer,
    CONNECTION_FACTORY: ConnectionFactory,
  };
  const LOCATION = server.url().replace("redis://", "redis://shop:secret@");
  const settings = { CACHES: { default: { LOCATION, KEY_PREFIX: "shop", OPTIONS } } };
  const both = await Promise.all([1, 2].map(() => createCaches(settings, { parent: import.meta })));
  let loads = 0;
  const load = async () => {
    loads++;
    await sleep(100);
    return "loaded";
  };
  const answers = await Promise.all(
    ["k", "{tag}k", "a}b"].flatMap((key) => both.map((caches) => caches.get().getOrSet(key, load))),
  );
  expect([loads, ...answers]).toEqual([3, ...Array(6).fill("loaded")]);
  const [cache] = both.map((caches) => caches.get()) as [Cache];
  expect((await cache.lock("report", { fencing: true }).acquire())?.fencingToken).toBeGreaterThan(0);
  expect(cache.stats().errors).toBe(0);
  expect((await cache.keys("*")).sort()).toEqual(["a}b", "k", "report", "{tag}k"]);
  await Promise.all(both.map((caches) => caches.close()));
});

it("a failed loader fails all waiting callers in any process: they do not retry one after the other", async () => {
  const OPTIONS = {
    CLIENT_CLASS: DefaultClient,
    LAYERS: ["herd"],
    SERIALIZER: JsonSerializer,
    CONNECTION_FACTORY: ConnectionFactory,
    CACHE_HERD_LOCK_TIMEOUT: 60,
  };
  const settings = { CACHES: { default: { LOCATION: server.url(), OPTIONS } } };
  const all = await Promise.all(
    Array.from({ length: 4 }, () => createCaches(settings, { parent: import.meta })),
  );
  let loads = 0;
  for (const message of ["no luck", "no luck again"]) {
    await server.command("CONFIG", "RESETSTAT");
    loads = 0;
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const load = async (): Promise<string> => {
      loads++;
      await ended;
      throw Object.assign(new RangeError(message), { code: "E_DATABASE" });
    };
    const asked = Promise.allSettled(all.map((caches) => caches.get().getOrSet("k", load)));
    // Until all others have read the key, and found a running load.
    await server.waitFor(
      async () =>
        Number(/calls=(\d+)/.exec((await server.info("commandstats")).cmdstat_evalsha ?? "")?.[1]) > 40,
      { deadline: 30_000 },
    );
    end();
    for (const outcome of await asked) {
      expect(outcome).toMatchObject({ reason: { name: "RangeError", message, code: "E_DATABASE" } });
    }
    expect(loads).toBe(1);
  }
  expect(await all[1]?.get().getOrSet("k", () => "loaded")).toBe("loaded");
  await Promise.all(all.map((caches) => caches.close()));
});

describe("a stale value", () => {
  let one: Caches;
  let two: Caches;
  const open = () => {
    const OPTIONS = {
      CLIENT_CLASS: DefaultClient,
      LAYERS: ["herd"],
      SERIALIZER: JsonSerializer,
      CONNECTION_FACTORY: ConnectionFactory,
      // What a failed load leaves behind is there for as long.
      CACHE_HERD_LOCK_TIMEOUT: 60,
    };
    const settings = { CACHES: { default: { LOCATION: server.url(), OPTIONS } } };
    return createCaches(settings, { parent: import.meta });
  };
  beforeAll(async () => {
    one = await open();
    two = await open();
  });
  afterAll(() => Promise.all([one.close(), two.close()]));

  async function makeOld(cache: Cache): Promise<void> {
    await cache.set("report", "old", 100);
    await server.command("SETRANGE", ":1:report", 6, String(Date.now() - 5000).padStart(15, "0"));
    // Every reader treats it as expired.
    vi.spyOn(Math, "random").mockReturnValue(0);
  }

  it("is returned at once to everyone but the caller that reloads it, in any process", async () => {
    const caches = [one.get(), two.get()];
    await makeOld(one.get());
    let loads = 0;
    let old = 0;
    let release = () => {};
    const allOthers = new Promise<void>((resolve) => {
      release = resolve;
    });
    // It would never end if one of the others waited for it.
    const load = async () => {
      loads++;
      await allOthers;
      return "new";
    };
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const value = await (caches[n % 2] as Cache).getOrSet("report", load, 100);
        if (value === "old" && ++old === 39) release();
        return value;
      }),
    );
    vi.restoreAllMocks();
    expect(loads).toBe(1);
    expect(answers.filter((value) => value === "old")).toHaveLength(39);
    expect(answers.filter((value) => value === "new")).toHaveLength(1);
    expect(await two.get().get("report")).toBe("new");
  });

  it("stays if its loader fails, whose caller gets the error, and the next one retries", async () => {
    const cache = one.get();
    await makeOld(cache);
    await expect(cache.getOrSet("report", () => Promise.reject(new Error("no luck")))).rejects.toThrow(
      "no luck",
    );
    expect(await cache.getOrSet("report", () => "new", 100)).toBe("new");
    vi.restoreAllMocks();
    expect(await cache.get("report")).toBe("new");
    // The note for waiting callers; it does not stay for long.
    expect(((await server.command("KEYS", "*")) as Buffer[]).map(String).sort()).toEqual([
      ":1:report",
      "{:1:report}:failed",
    ]);
    expect(await server.command("PTTL", "{:1:report}:failed")).toBeGreaterThan(0);
  });
});
