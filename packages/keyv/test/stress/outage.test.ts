import { createKeyv, KeyvStore as KeyvStore5 } from "@coffer/keyv";
import { KeyvStore } from "@coffer/keyv/v6";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { createCache } from "cache-manager";
import { type Caches, createCaches } from "coffer";
import { Keyv as Keyv6 } from "keyv-v6";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outagesOf } from "../../../../test/fixtures/outages.js";
import { CALLS } from "../v6/errors.js";

/** Milliseconds within which a call ends whatever Redis does: SOCKET_TIMEOUT is a second here. */
const IN_TIME = 10_000;
const CODE = expect.stringMatching(/^ERR_(UNREACHABLE|NO_REPLY|TIMEOUT)$/);

let server: RedisServer;
beforeAll(async () => {
  server = await startServer({ persistent: true });
});
afterAll(() => server.stop());

const open = (options: object = {}, LOCATION = server.url()): Promise<Caches> => {
  const OPTIONS = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1, ...options };
  return createCaches({ CACHES: { default: { LOCATION, OPTIONS } } }, { parent: import.meta });
};

/** SOCKET_TIMEOUT is that of the outage; a busy machine may need more than one such to begin with. */
const ready = (caches: Caches) => eventually(() => caches.ready());

const inTime = <T>(work: Promise<T>): Promise<T> => {
  // `eventually` polls: it is the same promise each time, which settles once.
  return eventually(() => work, { deadline: IN_TIME, interval: IN_TIME });
};

describe.each(outagesOf(() => server))("while Redis is $how", ({ begin, end }) => {
  test("each call of Keyv 5 ends in time, and reports the error in an event or by rejecting", async () => {
    await using caches = await open();
    await ready(caches);
    const keyv = createKeyv(caches);
    const events: unknown[] = [];
    keyv.on("error", (error: unknown) => events.push(error));
    await keyv.set("key", "value");
    await begin();
    try {
      expect(await inTime(keyv.get("key"))).toBeUndefined();
      expect(events).toEqual([expect.objectContaining({ code: CODE })]);
      expect(await inTime(keyv.set("key", "other"))).toBe(false);
      expect(await inTime(keyv.delete("key"))).toBe(false);
      expect(await inTime(keyv.setMany([{ key: "key", value: 1 }]))).toEqual([false]);
      expect(await inTime(keyv.deleteMany(["key"]))).toBe(false);
      await inTime(keyv.clear());
      expect(events).toHaveLength(6);
      const rejecting = [keyv.getMany(["key"]), keyv.has("key"), keyv.hasMany(["key"])];
      for (const call of await inTime(Promise.allSettled(rejecting))) {
        expect(call).toMatchObject({ status: "rejected", reason: { code: CODE } });
      }
      const read = async () => {
        for await (const entry of keyv.iterator?.(undefined) ?? []) expect(entry).toBeUndefined();
      };
      await expect(inTime(read())).rejects.toMatchObject({ code: CODE });
    } finally {
      await end();
    }
    await eventually(async () => expect(await keyv.get("key")).toBe("value"));
  });

  test("each call of Keyv 6 ends in time, rejects without a listener for errors, and else answers", async () => {
    await using caches = await open();
    await ready(caches);
    const keyv = new Keyv6({ store: new KeyvStore(caches) });
    await keyv.set("key", "value");
    await begin();
    try {
      for (const [call] of Object.values(CALLS)) {
        await expect(inTime(call(keyv))).rejects.toMatchObject({ code: CODE });
      }
      const events: unknown[] = [];
      keyv.on("error", (error: unknown) => events.push(error));
      for (const [call, answer] of Object.values(CALLS)) {
        expect(await inTime(call(keyv))).toEqual(answer);
        expect(events.splice(0)).toEqual([expect.objectContaining({ code: CODE })]);
      }
    } finally {
      await end();
    }
    await eventually(async () => expect(await keyv.get("key")).toBe("value"));
  });

  test("wrap of cache-manager ends in time with the function's result", async () => {
    await using caches = await open();
    await ready(caches);
    const cache = createCache({ stores: [createKeyv(caches)] });
    await cache.wrap("wrapped", () => "old", 60_000);
    await begin();
    try {
      expect(await inTime(cache.wrap("wrapped", () => "new", 60_000))).toBe("new");
    } finally {
      await end();
    }
    await eventually(async () => expect(await cache.get("wrapped")).toBe("old"));
  });
});

test("while Redis refuses connections, each call of Keyv 5 and 6 ends in time, with an error", async () => {
  await using caches = await open({}, "redis://127.0.0.1:1");
  const keyv = createKeyv(caches);
  const events: unknown[] = [];
  keyv.on("error", (error: unknown) => events.push(error));
  expect(await inTime(keyv.get("key"))).toBeUndefined();
  expect(await inTime(keyv.set("key", "value"))).toBe(false);
  expect(events).toEqual(Array(2).fill(expect.objectContaining({ code: "ERR_UNREACHABLE" })));
  const keyv6 = new Keyv6({ store: new KeyvStore(caches) });
  for (const [call] of Object.values(CALLS)) {
    await expect(inTime(call(keyv6))).rejects.toMatchObject({ code: "ERR_UNREACHABLE" });
  }
});

test("while exceptions are ignored, Keyv 5 finds nothing, reports nothing, and sets nothing", async () => {
  await using caches = await open({ IGNORE_EXCEPTIONS: true });
  const keyv = createKeyv(caches);
  keyv.on("error", (error: unknown) => expect(error).toBeUndefined());
  await server.kill();
  try {
    expect(await inTime(keyv.get("key"))).toBeUndefined();
    expect(await inTime(keyv.getMany(["key"]))).toEqual([undefined]);
    expect(await inTime(keyv.set("key", 1))).toBe(false);
    expect(await inTime(keyv.has("key"))).toBe(false);
  } finally {
    await server.restart();
  }
});

test("Keyv 5 without listeners does not crash the process", async () => {
  await using caches = await open();
  const keyv = createKeyv(caches);
  await server.kill();
  try {
    expect(await inTime(keyv.get("key"))).toBeUndefined();
    expect(await inTime(keyv.set("key", 1))).toBe(false);
    // The store by itself, without a listener.
    await expect(inTime(new KeyvStore5(caches).get("key"))).rejects.toMatchObject({ code: CODE });
  } finally {
    await server.restart();
  }
});
