import { type CacheSettings, codeOf } from "@coffer/cache-core";
import cofferDriver, { type CofferDriver } from "@coffer/unstorage";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import { createStorage } from "unstorage";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { outagesOf } from "../../../test/fixtures/outages.js";

const IN_TIME = 10_000;

let server: RedisServer;
beforeAll(async () => {
  server = await startServer({ persistent: true });
});
afterAll(() => server.stop());
afterEach(() => vi.unstubAllEnvs());

/** As JSON, which is how Nitro passes them. */
const fromJson = (settings: object) =>
  createStorage({ driver: cofferDriver(JSON.parse(JSON.stringify(settings))) });

describe("with settings", () => {
  test("open the driver's own cache, without Nitro's driver", async () => {
    const settings = {
      driver: "@coffer/unstorage",
      LOCATION: server.url(),
      KEY_PREFIX: "nitro",
      TIMEOUT: 60,
    };
    const storage = fromJson(settings);
    await storage.setItemRaw("bytes", Buffer.from([0, 255]));
    expect(await storage.getItemRaw("bytes")).toEqual(Buffer.from([0, 255]));
    expect(await server.text("KEYS", "*")).toEqual(["nitro:1:bytes"]);
    expect(await server.text("PTTL", "nitro:1:bytes")).toBeLessThanOrEqual(60_000);
    const clients = async () =>
      String(await server.text("CLIENT", "LIST"))
        .trim()
        .split("\n").length;
    const before = await clients();
    await storage.dispose();
    await eventually(async () => expect(await clients()).toBeLessThan(before));
  });

  test("takes the server from the environment at the first use", async () => {
    const storage = fromJson({ KEY_PREFIX: "environment" });
    vi.stubEnv("CACHE_URL", server.url());
    await storage.setItem("key", "value");
    expect(await server.text("KEYS", "environment:*")).toEqual(["environment:1:key"]);
    await storage.dispose();
  });

  test("reports invalid settings at each call, without the password", async () => {
    vi.stubEnv("CACHE_URL", "");
    const wrong: CacheSettings & { TIMEOUTS: number } = {
      LOCATION: "redis://:secret@127.0.0.1:1",
      TIMEOUTS: 5,
    };
    const driver = cofferDriver(wrong);
    for (const call of [driver.getItem("a"), driver.setItem("a", "1"), driver.getKeys("")]) {
      const error = await call.then(
        () => undefined,
        (reason: Error) => reason,
      );
      expect(error?.message).toMatch(/TIMEOUTS/);
      expect(error?.message).not.toMatch(/secret/);
    }
    await driver.dispose();
    await expect(cofferDriver().getItem("a")).rejects.toThrow(/LOCATION/);
  });

  test("rejects anything but a cache or settings", () => {
    expect(() => cofferDriver(Promise.resolve() as never)).toThrow(
      "the driver takes what createCaches resolves to, or one of its caches; got a promise: await it first",
    );
    expect(() => cofferDriver(null as never)).toThrow(/the driver takes/);
    expect(() => cofferDriver("redis://:secret@h" as never)).toThrow(/got string$/);
  });
});

test("bytes in a cache with the JSON serializer are rejected, with what to do", async () => {
  await using caches = await createCaches({ CACHES: { default: { LOCATION: server.url() } } });
  const storage = createStorage({ driver: cofferDriver(caches) });
  await storage.setItem("text", { a: 1 });
  expect(await storage.getItem("text")).toEqual({ a: 1 });
  await expect(storage.setItemRaw("bytes", Buffer.from("a"))).rejects.toThrow(/msgpack|MessagePack/i);
});

const callsOf = (driver: CofferDriver): (() => Promise<unknown>)[] => [
  () => driver.getItem("key"),
  () => driver.getItemRaw("key"),
  () => driver.getItems([{ key: "key" }]),
  () => driver.setItem("key", "other"),
  () => driver.setItems([{ key: "key", value: "1" }]),
  () => driver.setItemRaw("key", "other"),
  () => driver.removeItem("key"),
  () => driver.hasItem("key"),
  () => driver.getMeta("key"),
  () => driver.getKeys(""),
  () => driver.clear(""),
];

/** The code of its error, or `fine`. */
const outcomeInTime = (call: () => Promise<unknown>): Promise<string | undefined> => {
  const outcome = call().then(() => "fine", codeOf);
  // `eventually` polls: it is the same promise each time, which settles once.
  return eventually(() => outcome, { deadline: IN_TIME, interval: IN_TIME });
};

test("while Redis refuses connections, each call ends in time with the error", async () => {
  const driver = cofferDriver({ LOCATION: "redis://127.0.0.1:1" });
  for (const call of callsOf(driver)) expect(await outcomeInTime(call)).toBe("ERR_UNREACHABLE");
  await driver.dispose();
});

test("while exceptions are ignored, items are missing, and writes do nothing", async () => {
  const driver = cofferDriver({ LOCATION: "redis://127.0.0.1:1", OPTIONS: { IGNORE_EXCEPTIONS: true } });
  for (const call of callsOf(driver)) expect(await outcomeInTime(call)).toBe("fine");
  expect(await driver.getItem("key")).toBeNull();
  expect(await driver.hasItem("key")).toBe(false);
  expect(await driver.getKeys("")).toEqual([]);
  await driver.dispose();
});

describe.each(outagesOf(() => server))("while Redis is $how", ({ begin, end }) => {
  test("each call ends in time with the error, and works again afterwards", async () => {
    const OPTIONS = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1 };
    const driver = cofferDriver({ LOCATION: server.url(), OPTIONS });
    // SOCKET_TIMEOUT is that of the outage; a busy machine may need more than one such to begin with.
    await eventually(async () => {
      await driver.setItem("key", "value");
      expect(await driver.getItem("key")).toBe("value");
    });
    await begin();
    try {
      for (const call of callsOf(driver)) {
        expect(await outcomeInTime(call)).toMatch(/^ERR_(UNREACHABLE|NO_REPLY|TIMEOUT)$/);
      }
    } finally {
      await end();
    }
    await eventually(async () => expect(await driver.getItem("key")).toBe("value"));
    await driver.dispose();
  });
});
