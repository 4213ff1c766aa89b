import { KeyvStore as KeyvStore5 } from "@coffer/keyv";
import { createKeyv, KeyvStore } from "@coffer/keyv/v6";
import { Keyv } from "keyv-v6";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Started, start, TOPOLOGIES } from "../../../test/fixtures/topologies.js";
import { testErrors } from "./v6/errors.js";
import { testExpiry } from "./v6/expiry.js";
import { testIteration } from "./v6/iteration.js";
import { testNamespaces } from "./v6/namespaces.js";
import { type Over, open } from "./v6/over.js";
import { testValues } from "./v6/values.js";

describe.each(TOPOLOGIES)("Keyv 6 over the %s client", (topology) => {
  let started: Started;
  beforeAll(async () => {
    started = await start(topology);
  });
  afterAll(() => started[Symbol.asyncDispose]());
  beforeEach(() => started.empty());

  const native: Over = {
    started: () => started,
    store: (caches) => new KeyvStore(caches),
    separator: ":",
  };
  const bridged: Over = {
    started: () => started,
    store: (caches) => new KeyvStore5(caches),
    separator: "::",
  };
  const stores = [
    { named: "with its store", over: native },
    { named: "with the store for Keyv 5, through a bridge,", over: bridged },
  ];

  describe.each(stores)("$named", ({ over }) => {
    describe("values", () => testValues(over));
    describe("expiry", () => testExpiry(over));
    describe("namespaces", () => testNamespaces(over));
    describe("iteration", () => testIteration(over));
    describe("errors", () => testErrors(over));
  });

  test("returns for each key of many whether it existed, with its own store only", async () => {
    for (const over of [native, bridged]) await open(over, { namespace: "books" }).set("a", 1);
    expect(await open(native, { namespace: "books" }).deleteMany(["missing", "a"])).toEqual([false, true]);
    // A store for Keyv 5 has one answer for all of them.
    expect(await open(bridged, { namespace: "books" }).deleteMany(["missing", "a"])).toEqual([true, true]);
  });
});

describe("a Keyv 6", () => {
  let started: Started;
  beforeAll(async () => {
    started = await start("default");
  });
  afterAll(() => started[Symbol.asyncDispose]());

  test("is required for createKeyv: here Keyv 5 is installed", () => {
    expect(() => createKeyv(started.caches)).toThrow(/needs Keyv 6, and an older one is installed/);
  });

  test("uses the store directly, without a bridge", () => {
    const store = new KeyvStore(started.caches);
    expect(new Keyv({ store }).store).toBe(store);
  });

  test("leaves values to the cache's serializer if it does not serialize", async () => {
    await using msgpack = await start("default", { SERIALIZER: "@coffer/serializer-msgpack" });
    const keyv = new Keyv({ store: new KeyvStore(msgpack.caches), serialization: false });
    const value = { at: new Date(0), bytes: Buffer.from([0, 255]), map: new Map([["a", 1n]]) };
    await keyv.set("key", value);
    await keyv.set("short", value, 60_000);
    expect(await keyv.get("key")).toEqual(value);
    expect(await keyv.getMany(["short", "key"])).toEqual([value, value]);
  });
});
