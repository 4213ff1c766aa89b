import { type LimiterOptions, limiter } from "@coffer/limits";
import { eventually } from "@coffer-internal/servers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Started, start, TOPOLOGIES } from "../../../test/fixtures/topologies.js";

/** So long that nothing is refilled while a test runs. */
const daily = { name: "login", limit: 10, every: "1d", failOpen: false } as const;

describe.each(TOPOLOGIES)("a limiter over the %s client", (topology) => {
  let started: Started;
  beforeAll(async () => {
    started = await start(topology);
  });
  afterAll(() => started[Symbol.asyncDispose]());
  beforeEach(() => started.empty());

  test("allows the limit, and returns what is left", async () => {
    const limit = limiter(started.caches, { ...daily, burst: 3 });
    const before = Date.now();
    const answers = [];
    for (let take = 0; take < 5; take++) answers.push(await limit.take("ada"));
    expect(answers.map(({ allowed, remaining }) => ({ allowed, remaining }))).toEqual([
      { allowed: true, remaining: 2 },
      { allowed: true, remaining: 1 },
      { allowed: true, remaining: 0 },
      { allowed: false, remaining: 0 },
      { allowed: false, remaining: 0 },
    ]);
    // One is refilled in a tenth of a day, all three in three tenths.
    expect(answers[2]?.retryAfter).toBe(0);
    expect(answers[4]?.retryAfter).toBeGreaterThan(8_000);
    expect(answers[4]?.retryAfter).toBeLessThanOrEqual(8_640);
    expect(Number(answers[4]?.resetAt)).toBeGreaterThan(before + 25_000_000);
    expect(Number(answers[4]?.resetAt)).toBeLessThanOrEqual(Date.now() + 25_920_000);
    expect(await limit.take("eve")).toMatchObject({ allowed: true, remaining: 2 });
  });

  test("takes the cost, and nothing if not enough is left", async () => {
    const limit = limiter(started.caches, daily);
    expect(await limit.take("ada", 7)).toMatchObject({ allowed: true, remaining: 3 });
    expect(await limit.take("ada", 4)).toMatchObject({ allowed: false, remaining: 3 });
    expect(await limit.take("ada", 3)).toMatchObject({ allowed: true, remaining: 0 });
    expect(await limit.reset("ada")).toBe(true);
    expect(await limit.reset("ada")).toBe(false);
    expect(await limit.take("ada", 10)).toMatchObject({ allowed: true, remaining: 0 });
  });

  test("refills continuously, and is not delayed by rejected takes", async () => {
    const limit = limiter(started.caches, { ...daily, limit: 1, every: "2s" });
    await limit.take("ada");
    // Takes a hundred times a second.
    await eventually(async () => expect(await limit.take("ada")).toMatchObject({ allowed: true }));
  });

  test("has one key per id, which is deleted when everything is refilled", async () => {
    const limit = limiter(started.caches, { ...daily, limit: 1, every: "1s" });
    await limit.take("ada");
    const hours = limiter(started.caches, { ...daily, name: "hours", limit: 2, every: "2h" });
    await hours.take("ada");
    await hours.take("ada");
    await hours.take("ada");
    const left = await started.pttl("shop:1:limit:hours:ada");
    expect(left).toBeGreaterThan(7_000_000);
    expect(left).toBeLessThanOrEqual(7_200_000);
    await eventually(async () => expect(await started.keys()).toEqual(["shop:1:limit:hours:ada"]));
  });
});

describe("a limiter", () => {
  let started: Started;
  beforeAll(async () => {
    started = await start("default");
  });
  afterAll(() => started[Symbol.asyncDispose]());
  beforeEach(() => started.empty());
  afterEach(() => void vi.useRealTimers());

  test("uses Redis's clock, whatever that of this machine", async () => {
    const limit = limiter(started.caches, { ...daily, limit: 1 });
    await limit.take("ada");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 7 * 86_400_000 });
    const { allowed, resetAt } = await limit.take("ada");
    expect(allowed).toBe(false);
    expect(Number(resetAt)).toBeGreaterThan(Date.now());
  });

  test("does not stay full if Redis's clock is set back", async () => {
    const limit = limiter(started.caches, { ...daily, limit: 1, every: "2s" });
    const later = (Date.now() + 3_600_000) * 1000;
    await started.servers[0]?.command("SET", "shop:1:limit:login:ada", `1.000000000 ${later}`);
    await eventually(async () => expect(await limit.take("ada")).toMatchObject({ allowed: true }));
  });

  test("keeps names apart whose keys look alike", async () => {
    const one = limiter(started.caches, { ...daily, limit: 1, name: "a" });
    const other = limiter(started.caches, { ...daily, limit: 1, name: "a:b" });
    await one.take("b:c");
    expect(await other.take("c")).toMatchObject({ allowed: true });
    expect(await started.keys()).toEqual(["shop:1:limit:a%3Ab:c", "shop:1:limit:a:b:c"]);
  });

  test("counts exactly with fractional refills", async () => {
    const limit = limiter(started.caches, { ...daily, limit: 7, every: "1d", burst: 1_000_000 });
    for (let taken = 1; taken <= 50; taken++) {
      expect(await limit.take("ada")).toMatchObject({ remaining: 1_000_000 - taken });
    }
  });

  test.each<[unknown, RegExp | string]>([
    [{ name: "" }, "limiter: name must be a string of at least one character, got ''"],
    [{ limit: 0 }, "limiter: limit must be a whole number from 1 on, got 0"],
    [{ limit: 1.5 }, "limiter: limit must be a whole number from 1 on, got 1.5"],
    [{ burst: "3" }, "limiter: burst must be a whole number from 1 on, got '3'"],
    [{ every: "1 minute" }, "every must be a number of seconds, a duration such as"],
    [{ every: null }, "limiter: every must be a time of at least a millisecond, got null"],
    [{ every: 0 }, "limiter: every must be a time of at least a millisecond, got 0"],
    [
      { failOpen: undefined },
      "limiter: failOpen must say whether takes are allowed while Redis is unreachable",
    ],
    [
      { window: 1 },
      "limiter: there is no option 'window'; known are alias, name, limit, every, burst, failOpen",
    ],
    [{ alias: "other" }, "CACHES has no 'other'"],
  ])("rejects %j before anything is sent", async (wrong, message) => {
    const options = { ...daily, ...(wrong as object) } as LimiterOptions;
    expect(() => limiter(started.caches, options)).toThrow(message);
  });

  test("rejects impossible takes", async () => {
    const limit = limiter(started.caches.get(), { ...daily, burst: 5 });
    await expect(limit.take("")).rejects.toThrow("limiter: id must be a string of at least one character");
    await expect(limit.take("ada", 6)).rejects.toThrow(
      "limiter: cost (6) is more than burst (5): it could never be allowed",
    );
    await expect(limit.take("ada", 0)).rejects.toThrow(
      "limiter: cost must be a whole number from 1 on, got 0",
    );
    expect(() => limiter({} as never, daily)).toThrow("limiter takes what createCaches resolves to");
  });
});
