import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type SemaphoreOptions, semaphore } from "@coffer/limits";
import { eventually } from "@coffer-internal/servers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Started, start, TOPOLOGIES } from "../../../test/fixtures/topologies.js";

const three = { name: "printer", permits: 3 } as const;
const KEY = "shop:1:semaphore:printer";

describe.each(TOPOLOGIES)("a semaphore over the %s client", (topology) => {
  let started: Started;
  beforeAll(async () => {
    started = await start(topology);
  });
  afterAll(() => started[Symbol.asyncDispose]());
  beforeEach(() => started.empty());

  test("returns the work's result, rejects with its error, and releases the slot", async () => {
    const places = semaphore(started.caches, { ...three, permits: 1, blockingTimeout: 0 });
    const inside = places.using(async () => {
      expect(await started.pttl(KEY)).toBeGreaterThan(0);
      await expect(places.using(() => "never")).rejects.toMatchObject({
        code: "ERR_LOCK",
        message: "all 1 places of 'semaphore:printer' are held",
      });
      return "done";
    });
    expect(await inside).toBe("done");
    const failure = new Error("no paper");
    await expect(places.using(() => Promise.reject(failure))).rejects.toBe(failure);
    expect(await places.using(() => "again")).toBe("again");
    expect(await started.keys()).toEqual([]);
  });
});

describe("a semaphore", () => {
  let started: Started;
  beforeAll(async () => {
    started = await start("default");
  });
  afterAll(() => started[Symbol.asyncDispose]());
  beforeEach(() => started.empty());

  test("keeps the slot of work that takes longer than its timeout", async () => {
    const places = semaphore(started.caches, { ...three, permits: 1, timeout: "4s" });
    const other = semaphore(started.caches, { ...three, permits: 1, blockingTimeout: 0 });
    const done = await places.using(async (signal) => {
      await sleep(9_000);
      await expect(other.using(() => "never")).rejects.toMatchObject({ code: "ERR_LOCK" });
      return signal.aborted;
    });
    expect(done).toBe(false);
  });

  test("aborts the signal of work whose slot was lost, and rejects", async () => {
    const places = semaphore(started.caches, { ...three, timeout: "2s" });
    const using = places.using(async (signal) => {
      await started.caches.get().delete("semaphore:printer");
      await once(signal, "abort");
      return signal.reason.code;
    });
    await expect(using).rejects.toMatchObject({
      code: "ERR_LOCK_NOT_OWNED",
      message: expect.stringContaining("the place in 'semaphore:printer' was lost"),
    });
  });

  test("aborts the signal if Redis is frozen for longer than the timeout", async () => {
    const places = semaphore(started.caches, { ...three, timeout: "2s" });
    const using = places.using(async (signal) => {
      await started.servers[0]?.freeze();
      try {
        await once(signal, "abort");
      } finally {
        started.servers[0]?.thaw();
      }
    });
    await expect(using).rejects.toMatchObject({ code: "ERR_LOCK_NOT_OWNED" });
    // The next cases share the connection, which may have to be opened again.
    await eventually(async () => expect(await started.caches.get().get("none", null)).toBeNull());
  });

  test("gives slots in the order of the calls within one process", async () => {
    const places = semaphore(started.caches, { ...three, permits: 1 });
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3, 4].map((number) =>
        places.using(async () => {
          order.push(number);
        }),
      ),
    );
    expect(order).toEqual([1, 2, 3, 4]);
  });

  test.each<[object, string]>([
    [{ permits: 0 }, "semaphore: permits must be a whole number from 1 on, got 0"],
    [{ timeout: null }, "semaphore: timeout must be a time of at least a millisecond, got null"],
    [{ sleep: 0 }, "semaphore: sleep must be a time of at least a millisecond, got 0"],
    [{ blockingTimeout: "soon" }, "blockingTimeout must be a number of seconds"],
    [{ limit: 1 }, "semaphore: there is no option 'limit'"],
  ])("refuses %j", (wrong, message) => {
    expect(() => semaphore(started.caches, { ...three, ...wrong } as SemaphoreOptions)).toThrow(message);
  });

  test("rejects work that is not a function", async () => {
    await expect(semaphore(started.caches, three).using("work" as never)).rejects.toThrow(
      "semaphore: work must be a function, got 'work'",
    );
  });
});
