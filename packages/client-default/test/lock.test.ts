import { setTimeout as sleep } from "node:timers/promises";
import { type Cache, type Caches, createCaches } from "@coffer/cache-core";
import {
  eventually,
  type RedisServer,
  startProxy,
  startReplicated,
  startServer,
  type TcpProxy,
} from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const OPTIONS = {
  CLIENT_CLASS: "@coffer/client-default",
  CONNECTION_FACTORY: "@coffer/connection-ioredis",
  SERIALIZER: "@coffer/serializer-json",
  // Where a case does not wait for it.
  SOCKET_TIMEOUT: 30,
  SOCKET_CONNECT_TIMEOUT: 30,
};

/** For what has no reply. A busy machine may need more than one such until the cache answers. */
const SHORT = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1 };

const WAIT = { timeout: 60_000, deadline: 60_000, interval: 20 };

function cachesAt(LOCATION: string | string[], options: object = {}, top: object = {}): Promise<Caches> {
  const settings = { ...top, CACHES: { default: { LOCATION, OPTIONS: { ...OPTIONS, ...options } } } };
  return createCaches(settings, { parent: import.meta });
}

describe("a lock during an outage", () => {
  let server: RedisServer;
  let caches: Caches;
  let cache: Cache;
  beforeEach(async () => {
    server = await startServer();
    caches = await cachesAt(server.url());
    cache = caches.get();
  });
  afterEach(async () => {
    await caches.close();
    await server.stop();
  });

  it("is not taken for lost if the work releases it while an extension is pending at its expiry", async () => {
    const result = cache.lock("report", { timeout: 3 }).using(async (signal, held) => {
      await server.freeze();
      await sleep(1500); // a third of the lifetime is over: the extension waits for its reply
      const released = held.release();
      await sleep(2000); // so is all of it
      server.thaw();
      await released.catch(() => {});
      return signal.aborted;
    });
    expect(await result).toBe(false);
  });

  it("is taken for lost, and the signal aborted, when its time is over and not later", async () => {
    const started = performance.now();
    let lostAfter = 0;
    const aborted = cache.lock("report", { timeout: 1 }).using(async (signal) => {
      await server.freeze();
      await sleep(60_000, undefined, { signal }).catch(() => {});
      lostAfter = performance.now() - started;
      server.thaw();
    });
    await expect(aborted).rejects.toMatchObject({ code: "ERR_LOCK_NOT_OWNED" });
    expect(lostAfter).toBeGreaterThan(900);
    expect(lostAfter).toBeLessThan(15_000);
  });

  it("survives an outage that is shorter than its time", async () => {
    const result = cache.lock("report", { timeout: 6 }).using(async (signal) => {
      await server.freeze();
      await sleep(2500); // a third of its time is over: the extension waits for its reply
      server.thaw();
      await server.waitFor(async () => Number(await server.command("PTTL", ":1:report")) > 4000);
      return signal.aborted;
    });
    expect(await result).toBe(false);
  });

  it("is not left behind by an acquire that got no reply", async () => {
    await using impatient = await cachesAt(server.url(), SHORT);
    await eventually(() => impatient.ready());
    await server.freeze();
    await expect(impatient.get().lock("report").acquire()).rejects.toMatchObject({ code: "ERR_TIMEOUT" });
    server.thaw();
    // It is executed after all, and then undone.
    await server.waitFor(async () => "cmdstat_set" in (await server.info("commandstats")));
    await server.waitFor(async () => (await server.command("EXISTS", ":1:report")) === 0);
    expect(await cache.lock("report").locked()).toBe(false);
  });
});

describe("a release that fails", () => {
  let server: RedisServer;
  let proxy: TcpProxy;
  let caches: Caches;
  let cache: Cache;
  const error = vi.fn();
  beforeEach(async () => {
    error.mockReset();
    server = await startServer();
    proxy = await startProxy(server);
    caches = await cachesAt(proxy.url(), SHORT, { LOGGER: { error } });
    cache = caches.get();
    await eventually(() => caches.ready());
  });
  afterEach(async () => {
    await caches.close();
    await proxy.stop();
    await server.stop();
  });

  /** Waits until the server is known to be unreachable. */
  async function cutOff(): Promise<void> {
    proxy.cut();
    await vi.waitFor(() => expect(cache.has("x")).rejects.toMatchObject({ code: "ERR_UNREACHABLE" }), WAIT);
  }
  const isFree = () => server.waitFor(async () => (await server.command("EXISTS", ":1:report")) === 0, WAIT);

  it("leaves the lock held if it was not sent; it can be released again or in the background", async () => {
    const held = await cache.lock("report").acquire();
    await cutOff();
    for (let times = 0; times < 2; times++) {
      await expect(held?.release()).rejects.toMatchObject({ code: "ERR_UNREACHABLE" });
    }
    expect(await server.command("EXISTS", ":1:report")).toBe(1);
    proxy.mend();
    await isFree();
    await vi.waitFor(() => cache.has("x"), WAIT);
    await vi.waitFor(() => expect(held?.release()).resolves.toBeUndefined(), WAIT);
    await expect(held?.release()).rejects.toMatchObject({ code: "ERR_LOCK" });
  });

  it("is completed in the background if its reply did not come", async () => {
    const held = await cache.lock("report", { timeout: 300 }).acquire();
    proxy.cut();
    await expect(held?.release()).rejects.toMatchObject({ code: "ERR_TIMEOUT" });
    proxy.mend();
    await isFree();
    await vi.waitFor(() => cache.has("x"), WAIT);
    const next = await cache.lock("report").acquire();
    expect(await next?.owned()).toBe(true);
  });

  it("wakes waiters when it has been completed", async () => {
    const held = await cache.lock("report", { timeout: 300 }).acquire();
    await cutOff();
    await expect(held?.release()).rejects.toMatchObject({ code: "ERR_UNREACHABLE" });
    proxy.mend();
    await vi.waitFor(() => cache.has("x"), WAIT);
    expect(await cache.lock("report").acquire({ sleep: 60, blockingTimeout: 120 })).not.toBe(null);
  });

  it("does not fail using, nor a block: it is logged", async () => {
    const result = cache.lock("report").using(async () => {
      await cutOff();
      return "done";
    });
    expect(await result).toBe("done");
    expect(error).toHaveBeenCalledWith(
      expect.objectContaining({ code: "ERR_UNREACHABLE" }),
      "Exception ignored in lock.release of the cache default",
    );
    proxy.mend();
    await isFree();
    const block = async () => {
      await using held = await cache.lock("report").acquire();
      await cutOff();
      return held?.token;
    };
    await vi.waitFor(() => cache.has("x"), WAIT);
    expect(await block()).toMatch(/^[0-9a-f]{32}$/);
    proxy.mend();
    await isFree();
  });

  it("continues for an acquire that arrives after it timed out, so that nobody holds that lock for long", async () => {
    // Longer than this process waits, also where it is halted for a while.
    proxy.latency = 4000;
    await expect(cache.lock("report").acquire()).rejects.toMatchObject({ code: "ERR_TIMEOUT" });
    proxy.latency = 0;
    await server.waitFor(async () => "cmdstat_set" in (await server.info("commandstats")), WAIT);
    expect(await server.command("PTTL", ":1:report")).not.toBe(-1);
    await isFree();
  });
});

it("a lock without a timeout is renewed while it is held, and not after", async () => {
  await using server = await startServer();
  const caches = await cachesAt(server.url());
  const lock = caches.get().lock("report");
  const held = await lock.acquire();
  await server.command("PEXPIRE", ":1:report", 20_000);
  await server.waitFor(async () => Number(await server.command("PTTL", ":1:report")) > 20_000, {
    deadline: 19_000,
    interval: 50,
  });
  await held?.release();
  expect(await lock.locked()).toBe(false);
  await caches.close();
});

it("a lock does not move to a replica that takes writes: there it would be another lock", async () => {
  await using group = await startReplicated({ replicas: 1 });
  const caches = await cachesAt(
    group.servers.map((server) => server.url()),
    { REPLICA_READ_ONLY: false },
  );
  const cache = caches.get();
  await group.replicas[0]?.command("CONFIG", "SET", "replica-read-only", "no");
  const held = await cache.lock("report").acquire();
  expect(await held?.owned()).toBe(true);
  await group.primary.kill();
  // What is sent before the end is noticed may have been executed, and is not done elsewhere.
  await eventually(() =>
    expect(cache.lock("other").acquire({ blocking: false })).rejects.toMatchObject({
      code: "ERR_UNREACHABLE",
    }),
  );
  expect(await cache.set("value", 1)).toBe(true);
  await caches.close();
});
