import { eventually } from "@coffer-internal/servers";
import { expect, test } from "vitest";
import { type Over, open } from "./over.js";

/** Keyv checks the time itself when it reads, so this is about the entries in Redis. */
export function testExpiry(over: Over): void {
  const { started, separator } = over;
  const pttl = (key: string) => started().pttl(`shop:1:books${separator}${key}`);

  test("sets the time of each entry in Redis", async () => {
    const keyv = open(over, { namespace: "books" });
    await keyv.set("minute", 1, 60_000);
    await keyv.set("ever", 2);
    await keyv.setMany([
      { key: "hour", value: 3, ttl: 3_600_000 },
      { key: "ever-too", value: 4 },
    ]);
    expect(await pttl("minute")).toBeGreaterThan(30_000);
    expect(await pttl("minute")).toBeLessThanOrEqual(60_000);
    expect(await pttl("hour")).toBeGreaterThan(3_000_000);
    expect(await pttl("hour")).toBeLessThanOrEqual(3_600_000);
    expect(await pttl("ever")).toBe(-1);
    expect(await pttl("ever-too")).toBe(-1);
  });

  test("uses Keyv's ttl by default", async () => {
    const keyv = open(over, { namespace: "books", ttl: 3_600_000 });
    await keyv.set("default", 1);
    await keyv.set("minute", 2, 60_000);
    await keyv.setMany([{ key: "default-too", value: 3 }]);
    expect(await pttl("default")).toBeGreaterThan(3_000_000);
    expect(await pttl("default-too")).toBeGreaterThan(3_000_000);
    expect(await pttl("minute")).toBeLessThanOrEqual(60_000);
  });

  test("uses the time of the last set, also if that is forever", async () => {
    const keyv = open(over, { namespace: "books" });
    await keyv.set("key", 1, 60_000);
    await keyv.set("key", 2);
    expect(await pttl("key")).toBe(-1);
    await keyv.set("key", 3, 60_000);
    expect(await pttl("key")).toBeGreaterThan(30_000);
  });

  test("lets Redis delete expired entries", async () => {
    const keyv = open(over, { namespace: "books" });
    await keyv.set("ever", 1);
    await keyv.set("short", 2, 1_000);
    await keyv.setMany([{ key: "short-too", value: 3, ttl: 1_000 }]);
    await eventually(async () => expect(await started().keys()).toEqual([`shop:1:books${separator}ever`]));
    expect(await keyv.hasMany(["ever", "short", "short-too"])).toEqual([true, false, false]);
  });
}
