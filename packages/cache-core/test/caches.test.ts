import { ImproperlyConfigured } from "@coffer/cache-core";
import { describe, expect, test } from "vitest";
import { clientOf, createCaches, createFrom, PARTS, StubClient, settingsOf } from "./support/parts.js";

const CACHE = { LOCATION: "redis://h" };

async function two() {
  const caches = await createFrom({ CACHES: { default: CACHE, other: CACHE } });
  return { caches, default: clientOf(caches), other: clientOf(caches, "other") };
}

describe("the caches", () => {
  test("are returned by alias, by default the cache default", async () => {
    const { caches } = await two();
    expect(caches.get()).toBe(caches.get("default"));
    expect(caches.get("other")).not.toBe(caches.get());
    expect(caches.get("other").alias).toBe("other");
    expect(caches.aliases).toEqual(["default", "other"]);
  });

  test.each(["gone", "", "toString", "__proto__", 5 as never])(
    "have no %j, and the error lists the aliases",
    async (alias) => {
      const { caches } = await two();
      const get = () => caches.get(alias);
      expect(get).toThrow(ImproperlyConfigured);
      expect(get).toThrow(/CACHES has no .*; there are default, other$/);
      await expect(caches.getRedisConnection(alias)).rejects.toThrow(ImproperlyConfigured);
    },
  );

  test("do not connect when they are created", async () => {
    const { default: one, other } = await two();
    expect([one.calls, other.calls]).toEqual([[], []]);
  });

  test("are ready when all of them are, and reject with the first failure", async () => {
    const each = await two();
    await each.caches.ready();
    expect([each.default.calls, each.other.calls]).toEqual([[["ready"]], [["ready"]]]);
    const error = new Error("unreachable");
    each.other.answer = () => Promise.reject(error);
    await expect(each.caches.ready()).rejects.toBe(error);
  });

  test("return the driver's own object, by default of the default cache and for writes", async () => {
    const each = await two();
    const native = {};
    each.default.answer = async () => native;
    expect(await each.caches.getRedisConnection()).toBe(native);
    await each.caches.getRedisConnection("other", { write: false });
    expect(each.default.calls).toEqual([["getRedisConnection", undefined]]);
    expect(each.other.calls).toEqual([["getRedisConnection", { write: false }]]);
  });

  test("close all of them for good, also at the end of an `await using` block", async () => {
    for (const end of ["close", Symbol.asyncDispose] as const) {
      const each = await two();
      await each.caches[end]();
      expect([each.default.calls, each.other.calls]).toEqual([
        [["close", { final: true }]],
        [["close", { final: true }]],
      ]);
    }
  });

  test("close every one of them, even if one fails", async () => {
    const each = await two();
    const error = new Error("no");
    let closed = false;
    each.default.answer = () => Promise.reject(error);
    each.other.answer = async () => {
      await new Promise((done) => setTimeout(done, 20));
      closed = true;
    };
    await expect(each.caches.close()).rejects.toBe(error);
    expect(closed).toBe(true);
  });
});

describe("createCaches", () => {
  test("uses `defaults` for missing settings", async () => {
    class Other extends StubClient {}
    const read = async (settings: object, defaults: object) =>
      clientOf(await createCaches(settings as never, { defaults: { ...PARTS, ...defaults } }));
    expect(await read({ CACHES: { default: CACHE } }, { CLIENT_CLASS: Other })).toBeInstanceOf(Other);
    const own = { CACHES: { default: { ...CACHE, OPTIONS: { CLIENT_CLASS: StubClient } } } };
    expect(await read(own, { CLIENT_CLASS: Other })).not.toBeInstanceOf(Other);
    const { context } = await read({ SCAN_ITERSIZE: 7, CACHES: { default: CACHE } }, { SCAN_ITERSIZE: 9 });
    expect(context.options.SCAN_ITERSIZE).toBe(7);
  });

  test("uses given modules by their names, whatever is installed or allowed", async () => {
    class Mine extends StubClient {}
    const embedded = {
      "@acme/client": { default: Mine, Mine },
      "@coffer/client-herd": { HerdClient: Mine },
    };
    for (const CLIENT_CLASS of [
      "@acme/client",
      "@acme/client#Mine",
      "@acme/client.Mine",
      "django_redis.client.HerdClient",
    ]) {
      const settings = settingsOf({ OPTIONS: { CLIENT_CLASS } });
      expect(clientOf(await createCaches(settings, { embedded, allow: [] }))).toBeInstanceOf(Mine);
    }
    const gone = settingsOf({ OPTIONS: { CLIENT_CLASS: "@acme/client#Gone" } });
    await expect(createCaches(gone, { embedded })).rejects.toThrow(
      'CACHES.default.OPTIONS.CLIENT_CLASS: "@acme/client#Gone": @acme/client has no export "Gone"; it has default, Mine. Name one after a #',
    );
  });
});
