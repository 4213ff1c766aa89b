import { setTimeout as sleep } from "node:timers/promises";
import { type Cache, type CacheSettings, type Caches, createCaches } from "@coffer/cache-core";
import type { ClientClass, Layer, LoadTask } from "@coffer/client-default";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const opened: Caches[] = [];
beforeEach(() => server.command("FLUSHALL"));
afterEach(() => Promise.all(opened.splice(0).map((caches) => caches.close())));

/** Runs work before each load with a stale value, as another process might. */
function before(act: () => Promise<unknown>): Layer {
  return function acting<Base extends ClientClass>(Client: Base): Base {
    return class extends Client {
      override async load(task: LoadTask) {
        if (task.hasOld) await act();
        return super.load(task);
      }
    };
  };
}

async function herd(layers: readonly Layer[] = [], more: CacheSettings["OPTIONS"] = {}): Promise<Cache> {
  const OPTIONS = {
    CLIENT_CLASS: "default",
    LAYERS: [...layers, "herd"],
    SERIALIZER: "json",
    CONNECTION_FACTORY: "ioredis",
    CACHE_HERD_TIMEOUT: 0.001,
    ...more,
  };
  const settings = { CACHES: { default: { LOCATION: server.url(), OPTIONS } } };
  const caches = await createCaches(settings, { parent: import.meta });
  opened.push(caches);
  return caches.get();
}

const OLD = { timeout: 100, retryAfter: 60 };

/** A value whose timeout has been over for longer than the herd's time. */
async function makeOld(cache: Cache, keep: object): Promise<void> {
  await cache.getOrSet("k", () => "old", { ...keep, timeout: "10ms" });
  await sleep(1100);
}

it("a caller with a stale value does not wait if its key was deleted meanwhile, and its load had failed", async () => {
  const options = { ...OLD, grace: 50 };
  const one = await herd();
  await makeOld(one, options);
  expect(await one.getOrSet("k", () => Promise.reject<string>(new Error("no luck")), options)).toBe("old");
  const two = await herd([before(() => server.command("UNLINK", ":1:k"))]);
  const began = performance.now();
  expect(await two.getOrSet("k", () => "new", options)).toBe("old");
  expect(performance.now() - began).toBeLessThan(10_000);
});

it.each(["stale", "grace"])(
  "a caller without %s waits for the load of another process, and does not get the stale value",
  async (name) => {
    const options = { ...OLD, [name]: 50 };
    const there = await herd();
    await makeOld(there, options);
    const joined: Promise<string>[] = [];
    const join = async () => {
      // While another call of this process, which has the stale value, is about to find that another process loads.
      joined.push(here.getOrSet("k", () => "loaded twice", OLD));
      await sleep(50);
    };
    const here = await herd([before(join)]);
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const load = async () => {
      await ended;
      return "new";
    };
    const theirs = there.getOrSet("k", load, { ...OLD, fresh: true });
    while ((await server.command("EXISTS", "{:1:k}:load")) === 0) await sleep(5);
    expect(await here.getOrSet("k", () => "loaded twice", options)).toBe("old");
    end();
    expect(await joined[0]).toBe("new");
    expect(await theirs).toBe("new");
  },
);

it("a caller that accepts no stale value gets none that is older than the herd's time", async () => {
  const options = { ...OLD, grace: 50 };
  const [here, there] = [await herd(), await herd()];
  await makeOld(there, options);
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const load = async () => {
    await ended;
    return "new";
  };
  const theirs = there.getOrSet("k", load, { ...OLD, fresh: true });
  while ((await server.command("EXISTS", "{:1:k}:load")) === 0) await sleep(5);
  const waiting = here.getOrSet("k", () => "loaded twice", OLD);
  await expect.poll(() => here.stats().misses).toBeGreaterThan(0);
  end();
  expect(await waiting).toBe("new");
  expect(await theirs).toBe("new");
});
