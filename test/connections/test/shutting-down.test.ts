import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createCaches } from "@coffer/cache-core";
import { eventually, startServer } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { patientDrivers } from "./support/drivers.js";

const EXAMPLE = fileURLToPath(new URL("../../../examples/graceful-shutdown/main.mjs", import.meta.url));

/** Work that shows the test when it starts, and ends when the test decides. */
function gate<T>() {
  let begin: () => void = () => {};
  let end: (result: T) => void = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const result = new Promise<T>((resolve) => {
    end = resolve;
  });
  const wait = () => {
    begin();
    return result;
  };
  return { begun, wait, open: (value: T) => end(value) };
}

describe.each(patientDrivers)("caches with $name", ({ Factory, options }) => {
  const create = (LOCATION: string, more: object = {}) => {
    const OPTIONS = {
      CLIENT_CLASS: "@coffer/client-default",
      SERIALIZER: "@coffer/serializer-json",
      CONNECTION_FACTORY: Factory,
      ...options,
      ...more,
    };
    return createCaches({ CACHES: { default: { LOCATION, OPTIONS } } } as never, { parent: import.meta });
  };

  it("answer earlier calls before they are closed, and reject later ones", async () => {
    await using server = await startServer();
    const caches = await create(server.url(1));
    const cache = caches.get();
    const writes = Array.from({ length: 2000 }, (_, n) => cache.set(`k${n}`, { n }));
    const counts = Array.from({ length: 500 }, () => cache.sadd("set", "member"));
    const reads = Array.from({ length: 2000 }, (_, n) => cache.get(`k${n}`));
    const closing = caches.close();
    const refused = [cache.get("k1"), cache.incr("n"), cache.lock("l").acquire(), cache.getMany(["k1"])];
    for (const each of refused) {
      await expect(each).rejects.toMatchObject({
        name: "ConnectionInterrupted",
        code: "ERR_CLOSED",
        message: expect.stringContaining("closed"),
      });
    }
    expect((await Promise.all(writes)).every((isStored) => isStored)).toBe(true);
    expect((await Promise.all(counts)).reduce((sum, added) => sum + added, 0)).toBe(1);
    expect(await Promise.all(reads)).toEqual(Array.from({ length: 2000 }, (_, n) => ({ n })));
    await closing;
    await eventually(async () => expect((await server.info("clients")).connected_clients).toBe("1"));
  });

  it.each([
    ["default", {}],
    ["default, with ignored errors", { IGNORE_EXCEPTIONS: true }],
    ["herd", { CLIENT_CLASS: "@coffer/client-herd" }],
  ])("finish running loads, and store their values (%s)", async (_, more) => {
    await using server = await startServer();
    const caches = await create(server.url(0), more);
    const cache = caches.get();
    const loader = gate<string>();
    const loaded = cache.getOrSet("k", loader.wait, null);
    const shared = cache.getOrSet("k", () => "another", null);
    await loader.begun;
    const closing = caches.close();
    await expect(cache.getOrSet("other", () => 1)).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await expect(cache.get("k")).rejects.toMatchObject({ code: "ERR_CLOSED" });
    loader.open("value");
    expect(await loaded).toBe("value");
    expect(await shared).toBe("value");
    await closing;
    expect(await server.text("KEYS", "*")).toEqual([":1:k"]);
    expect(await server.text("GET", ":1:k")).toContain('"value"');
    await eventually(async () => expect((await server.info("clients")).connected_clients).toBe("1"));
  });

  it("finish all earlier calls under load, and no later ones", async () => {
    await using server = await startServer();
    const caches = await create(server.url(0));
    const cache = caches.get();
    const asked: Promise<unknown>[] = [];
    const refused: Promise<unknown>[] = [];
    for (let n = 0; n < 300; n += 1) {
      asked.push(cache.set(`s${n}`, n));
      asked.push(cache.getOrSet(`l${n}`, () => new Promise((resolve) => setTimeout(resolve, n % 50, n))));
      asked.push(cache.lock(`w${n % 20}`).using(() => cache.client.makeKey("k").redisKey));
      asked.push(cache.incr("count", 1, { ignoreKeyCheck: true }));
      asked.push(cache.getMany([`s${n}`, `l${n}`]));
      asked.push(cache.hset("hash", `f${n}`, n));
    }
    // Waiters of a lock have not started, and are rejected.
    const done = Promise.allSettled(asked);
    await cache.get("s0");
    const closing = caches.close({ timeout: null });
    for (let n = 0; n < 100; n += 1)
      refused.push(
        cache.set(`late${n}`, n),
        cache.getOrSet("late", () => n),
      );
    for (const each of await Promise.allSettled(refused)) {
      expect(each).toMatchObject({ status: "rejected", reason: { code: "ERR_CLOSED" } });
    }
    await closing;
    const failed = (await done).flatMap((each, index) => (each.status === "rejected" ? [index % 6] : []));
    expect(new Set(failed)).toEqual(new Set(failed.length > 0 ? [2] : []));
    const keys = (await server.text("KEYS", "*")) as string[];
    // 300 values, 300 loads, the counter and the hash: no lock is left, and nothing of a late call.
    expect(keys).toHaveLength(602);
    expect(await server.text("GET", ":1:count")).toBe("300");
  });

  it("finish a load whose read is pending", async () => {
    await using server = await startServer();
    const caches = await create(server.url(0));
    const loaded = caches.get().getOrSet("k", () => "value", null);
    await caches.close();
    expect(await loaded).toBe("value");
    expect(await server.text("GET", ":1:k")).toBe('"value"');
  });

  it("finish work that holds a lock, and release the lock; waiters are rejected", async () => {
    await using server = await startServer();
    const caches = await create(server.url(0));
    const cache = caches.get();
    const lock = cache.lock("lock");
    const work = gate<string>();
    const done = lock.using(work.wait);
    await work.begun;
    const waiting = cache.lock("lock").using(() => expect.fail("it must not begin"));
    const refused = expect(waiting).rejects.toMatchObject({ code: "ERR_CLOSED" });
    const closing = caches.close();
    await expect(lock.acquire()).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await expect(lock.using(() => 1)).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await refused;
    work.open("result");
    expect(await done).toBe("result");
    await closing;
    expect(await server.text("KEYS", "*")).toEqual([]);
  });

  it("finish deletions by pattern, of many pages", async () => {
    await using server = await startServer();
    await server.command("EVAL", "for n = 1, 5000 do redis.call('SET', ':1:k' .. n, 'v') end", 0);
    const caches = await create(server.url(0), { SCAN_ITERSIZE: 10 });
    const deleted = caches.get().deletePattern("*");
    // A thousand round trips, which may take longer than the ten seconds for which `close` waits by default.
    const closing = caches.close({ timeout: null });
    expect(await deleted).toBe(5000);
    await closing;
  });

  it("do not wait forever for a loader that does not end", async () => {
    await using server = await startServer();
    const caches = await create(server.url(0));
    const loader = gate<string>();
    const loaded = caches.get().getOrSet("k", loader.wait, null);
    await loader.begun;
    await caches.close({ timeout: "1s" });
    loader.open("value");
    // The caller still gets its value, which can no longer be stored.
    expect(await loaded).toBe("value");
    expect(await server.text("EXISTS", ":1:k")).toBe(0);
    const others = await create(server.url(0));
    const endless = others.get().getOrSet("k", () => new Promise(() => {}));
    endless.catch(() => {});
    await others.get().get("x");
    await others.close({ timeout: 0 });
  });

  it("reject an invalid timeout, and stay open", async () => {
    await using server = await startServer();
    const caches = await create(server.url(0));
    await expect(caches.close({ timeout: "soon" as never })).rejects.toThrow(TypeError);
    expect(await caches.get().set("k", 1)).toBe(true);
    await caches.close();
  });

  it("close within the deadline of pending replies of a frozen server", async () => {
    await using server = await startServer();
    const caches = await create(server.url(1), { SOCKET_TIMEOUT: 1 });
    await caches.ready();
    await server.freeze();
    const pending = caches
      .get()
      .get("k")
      .catch((error) => error.code);
    const begin = performance.now();
    await caches.close();
    expect(performance.now() - begin).toBeLessThan(20_000);
    expect(await pending).toBe("ERR_TIMEOUT");
  });

  it("close after a queued call that cannot be encoded", async () => {
    await using server = await startServer();
    const connection = new Factory(options).connect(server.url(1));
    const unwritable = connection.send("SET", ["key", { not: "an argument" } as never]);
    const closing = connection.close();
    await expect(unwritable).rejects.toThrow();
    await closing;
  });

  it("are closed at the end of an `await using` block", async () => {
    await using server = await startServer();
    let left: { get(key: string): Promise<unknown> };
    {
      await using caches = await create(server.url(1));
      left = caches.get();
      await left.get("k");
    }
    await expect(left.get("k")).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await eventually(async () => expect((await server.info("clients")).connected_clients).toBe("1"));
  });
});

describe("examples/graceful-shutdown", () => {
  async function start(REDIS_URL: string) {
    const child = spawn(process.execPath, [EXAMPLE], { env: { ...process.env, REDIS_URL, PORT: "0" } });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    const ended = once(child, "close");
    const port = await eventually(() => /listening on port (\d+)/.exec(output)?.[1] ?? expect.fail(output));
    return { child, ended, url: `http://127.0.0.1:${port}/`, output: () => output };
  }

  it.each(["SIGTERM", "SIGINT"] as const)("answers, closes and ends on %s", async (signal) => {
    await using server = await startServer();
    const { child, ended, url, output } = await start(server.url(0));
    const answer = fetch(url).then(async (response) => [response.status, await response.text()]);
    // The loader is running when the lock of its key, or the miss, is visible; the request is pending in any case.
    await server.waitFor(async () => Number((await server.info("stats")).keyspace_misses) > 0);
    child.kill(signal);
    expect(await answer).toEqual([200, '{"visitors":42}\n']);
    expect(await ended).toEqual([0, null]);
    expect(output()).toMatch(/closed\n$/);
    expect(await server.text("GET", "shutdown:1:report")).toBe('{"visitors":42}');
    await expect(fetch(url)).rejects.toThrow();
  });

  it("ends during an outage too, after it has answered a request with an error", async () => {
    await using server = await startServer();
    const { child, ended, url, output } = await start(server.url(0));
    await server.kill();
    const response = await fetch(url);
    expect(response.status).toBe(503);
    expect(output()).toContain("ERR_UNREACHABLE");
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });
});
