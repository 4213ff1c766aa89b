import { type WindowCounterOptions, windowCounter } from "@coffer/limits";
import { eventually } from "@coffer-internal/servers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Started, start, TOPOLOGIES } from "../../../test/fixtures/topologies.js";

const HOUR = 3_600_000;
const hourly = { name: "calls", every: "1h" } as const;
const KEY = "shop:1:window:calls:ada";

describe.each(TOPOLOGIES)("a counter of windows over the %s client", (topology) => {
  let started: Started;
  beforeAll(async () => {
    started = await start(topology);
  });
  afterAll(() => started[Symbol.asyncDispose]());
  beforeEach(() => started.empty());

  test("counts, reads, takes back and resets", async () => {
    const counter = windowCounter(started.caches, hourly);
    expect(await counter.read("ada")).toEqual({ count: 0, left: 0 });
    await counter.undo("ada");
    expect(await started.keys()).toEqual([]);
    expect(await counter.hit("ada")).toEqual({ count: 1, left: HOUR });
    expect((await counter.hit("ada")).count).toBe(2);
    await counter.undo("ada");
    const { count, left } = await counter.read("ada");
    expect(count).toBe(1);
    expect(left).toBeGreaterThan(HOUR / 2);
    expect(left).toBeLessThanOrEqual(HOUR);
    await counter.undo("ada");
    await counter.undo("ada");
    expect((await counter.read("ada")).count).toBe(0);
    expect(await counter.reset("ada")).toBe(true);
    expect(await counter.reset("ada")).toBe(false);
    expect((await counter.hit("ada")).count).toBe(1);
  });

  test("resets all of its ids, and none of another name", async () => {
    const all = windowCounter(started.caches, { ...hourly, name: "*" });
    const other = windowCounter(started.caches, hourly);
    await Promise.all([all.hit("ada"), all.hit("eve"), other.hit("ada")]);
    expect(await all.resetAll()).toBe(2);
    expect(await started.keys()).toEqual([KEY]);
  });

  test("leaves no key without expiry, in windows that end continuously", async () => {
    const counter = windowCounter(started.caches, { ...hourly, every: "20ms" });
    let windows = 0;
    for (let hit = 0; hit < 200; hit++) {
      const { count, left } = await counter.hit("ada");
      if (count === 1) windows += 1;
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(20);
      expect(await started.pttl(KEY)).not.toBe(-1);
    }
    expect(windows).toBeGreaterThan(0);
    await eventually(async () => expect(await started.keys()).toEqual([]));
  });

  test("sets an expiry on a key without one", async () => {
    const counter = windowCounter(started.caches, hourly);
    await started.caches.get().set("window:calls:ada", 7, null);
    expect(await counter.hit("ada")).toEqual({ count: 1, left: HOUR });
    expect(await started.pttl(KEY)).toBeGreaterThan(0);
  });
});

describe("a counter of windows", () => {
  let started: Started;
  beforeAll(async () => {
    started = await start("default");
  });
  afterAll(() => started[Symbol.asyncDispose]());
  beforeEach(() => started.empty());
  /** As if most of the window were over. */
  const shorten = () => started.servers[0]?.command("PEXPIRE", KEY, HOUR / 4);

  test("keeps, restarts or doubles the window of an id above the limit", async () => {
    const counter = windowCounter(started.caches, hourly);
    await counter.hit("ada", { limit: 1, beyond: "restart" });
    await shorten();
    expect((await counter.hit("ada", { limit: 2, beyond: "restart" })).left).toBeLessThanOrEqual(HOUR / 4);
    expect((await counter.hit("ada")).left).toBeLessThanOrEqual(HOUR / 4);
    expect(await counter.hit("ada", { limit: 2, beyond: "restart" })).toEqual({ count: 4, left: HOUR });
    await shorten();
    expect(await counter.hit("ada", { limit: 4, beyond: "double" })).toEqual({ count: 5, left: HOUR });
    expect(await counter.hit("ada", { limit: 4, beyond: "double" })).toEqual({ count: 6, left: 2 * HOUR });
    expect(await counter.hit("ada", { limit: 4, beyond: "double" })).toEqual({ count: 7, left: 4 * HOUR });
    expect(await started.pttl(KEY)).toBeGreaterThan(3 * HOUR);
  });

  test("never doubles to more than Redis's limit", async () => {
    const counter = windowCounter(started.caches, hourly);
    await started.servers[0]?.command("SET", KEY, 5000, "PX", HOUR);
    const { count, left } = await counter.hit("ada", { limit: 1, beyond: "double" });
    expect({ count, left }).toEqual({ count: 5001, left: 2 ** 52 });
    expect(await started.pttl(KEY)).toBeGreaterThan(HOUR);
  });

  test("takes the length of a window from the hit that starts it", async () => {
    const counter = windowCounter(started.caches, hourly);
    expect(await counter.hit("ada", { every: "2h" })).toEqual({ count: 1, left: 2 * HOUR });
    expect((await counter.hit("ada")).left).toBeGreaterThan(HOUR);
  });

  test.each<[object, string]>([
    [{ name: 5 }, "windowCounter: name must be a string of at least one character, got 5"],
    [{ every: undefined }, "every must be a number of seconds"],
    [{ limit: 1 }, "windowCounter: there is no option 'limit'; known are alias, name, every"],
  ])("refuses %j", (wrong, message) => {
    expect(() => windowCounter(started.caches, { ...hourly, ...wrong } as WindowCounterOptions)).toThrow(
      message,
    );
  });

  test("rejects hits that it could not count", async () => {
    const counter = windowCounter(started.caches, hourly);
    await expect(counter.hit("")).rejects.toThrow(
      "windowCounter: id must be a string of at least one character",
    );
    await expect(counter.hit("ada", { beyond: "restart" })).rejects.toThrow(
      "windowCounter: limit must be a whole number from 1 on, got undefined",
    );
    await expect(counter.hit("ada", { beyond: "twice" as never, limit: 1 })).rejects.toThrow(
      "windowCounter: beyond must be one of keep, restart, double; got 'twice'",
    );
    expect(await started.keys()).toEqual([]);
  });
});
