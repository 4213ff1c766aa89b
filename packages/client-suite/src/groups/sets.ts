import assert from "node:assert/strict";
import { type Cases, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

const ARGUMENT_ERROR = { name: ["TypeError", "RangeError"] };

export const sets: Cases<ClientContext> = {
  "sadd returns how many members are new, and keeps types apart": async ({ cache }) => {
    assert.equal(await cache.sadd("s", 1, "1", true, 1.5), 4);
    assert.equal(await cache.sadd("s", 1, "1", "new"), 1);
    assert.deepEqual(await cache.smembers("s"), new Set([1, "1", true, 1.5, "new"]));
  },

  "no timeout is applied to sets": async ({ cache }) => {
    await cache.sadd("s", 1);
    assert.equal(await cache.ttl("s"), null);
  },

  "the version option is part of the key": async ({ cache }) => {
    await cache.sadd(cache.makeKey("s", { version: 2 }), "two");
    await cache.sadd("s", "one");
    assert.deepEqual(await cache.smembers("s", { version: 2 }), new Set(["two"]));
    assert.deepEqual(await cache.smembers("s"), new Set(["one"]));
    assert.equal(await cache.sismember("s", "two", { version: 2 }), true);
    assert.equal(await cache.scard("s", { version: 2 }), 1);
  },

  "an options-like object is a member if it is first or alone, and is rejected after others": async ({
    cache,
  }) => {
    assert.equal(await cache.sadd("s", { version: 2 }), 1);
    assert.equal(await cache.sadd("s", { version: 3 }, "text"), 2);
    assert.equal(await cache.sadd("s", { version: 4 }, { version: 5 }), 2);
    assert.equal(await cache.sadd("s", "text", { version: 6, name: "a release" }), 1);
    assert.equal(await cache.scard("s"), 6);
    assert.deepEqual(await cache.smismember("s", { version: 2 }, { version: 7 }), [true, false]);
    assert.equal(await cache.srem("s", { version: 2 }), 1);
    await rejects(() => cache.sadd("s", "text", { version: 2 }), { name: "TypeError", message: /makeKey/ });
  },

  "scard returns the size, and 0 for a missing key; smembers is then empty": async ({ cache }) => {
    await cache.sadd("s", 1, 2);
    assert.equal(await cache.scard("s"), 2);
    assert.equal(await cache.scard("none"), 0);
    assert.deepEqual(await cache.smembers("none"), new Set());
  },

  "lists and objects are found as members, and are returned as new copies": async ({ cache }) => {
    assert.equal(await cache.sadd("s", [1, 2], { a: 1 }), 2);
    assert.equal(await cache.sadd("s", [1, 2]), 0);
    assert.equal(await cache.sismember("s", { a: 1 }), true);
    assert.deepEqual(await cache.smembers("s"), new Set([[1, 2], { a: 1 }]));
    const popped = await cache.spop("s", 5);
    assert.equal(popped.size, 2);
  },

  "sismember and smismember answer for each member in order, false for a missing key": async ({ cache }) => {
    await cache.sadd("s", "a", "b", 5n);
    assert.equal(await cache.sismember("s", "a"), true);
    assert.equal(await cache.sismember("s", 5), true);
    assert.equal(await cache.sismember("s", "5"), false);
    assert.deepEqual(await cache.smismember("s", "c", "b", 5, "a"), [false, true, true, true]);
    assert.equal(await cache.sismember("none", "a"), false);
    assert.deepEqual(await cache.smismember("none", "a", "b"), [false, false]);
  },

  // With a hash tag, so that clients with several servers store both keys on one server.
  "smove returns whether the member existed": async ({ cache }) => {
    await cache.sadd("{s}from", "a", "b");
    await cache.sadd("{s}to", "x");
    assert.equal(await cache.smove("{s}from", "{s}to", "a"), true);
    assert.equal(await cache.smove("{s}from", "{s}to", "none"), false);
    assert.deepEqual(await cache.smembers("{s}from"), new Set(["b"]));
    assert.deepEqual(await cache.smembers("{s}to"), new Set(["x", "a"]));
  },

  "the version option of smove applies to both keys": async ({ cache }) => {
    await cache.sadd(cache.makeKey("{s}from", { version: 2 }), "a");
    assert.equal(await cache.smove("{s}from", "{s}to", "a", { version: 2 }), true);
    assert.deepEqual(await cache.smembers("{s}to", { version: 2 }), new Set(["a"]));
    assert.equal(await cache.has("{s}to"), false);
  },

  "spop removes and returns one member, or a set of up to count": async ({ cache }) => {
    await cache.sadd("s", "a", "b", "c");
    const one = await cache.spop<string>("s");
    assert.ok(["a", "b", "c"].includes(one as string));
    assert.equal(await cache.scard("s"), 2);
    assert.deepEqual(await cache.spop("s", 0), new Set());
    const rest = await cache.spop<string>("s", 5);
    assert.deepEqual([...rest, one].sort(), ["a", "b", "c"]);
    assert.equal(await cache.spop("s"), undefined);
    assert.deepEqual(await cache.spop("s", 2), new Set());
    await rejects(() => cache.spop("s", -1), { ...ARGUMENT_ERROR, message: /count/ });
  },

  "srandmember returns one member, or a list of count, with repetitions if count is negative": async ({
    cache,
  }) => {
    await cache.sadd("s", "a", "b", "c");
    assert.ok(["a", "b", "c"].includes((await cache.srandmember<string>("s")) as string));
    assert.deepEqual((await cache.srandmember<string>("s", 5)).sort(), ["a", "b", "c"]);
    assert.equal((await cache.srandmember("s", 2)).length, 2);
    assert.equal((await cache.srandmember("s", -10)).length, 10);
    assert.deepEqual(await cache.srandmember("s", 0), []);
    assert.equal(await cache.srandmember("none"), undefined);
    assert.deepEqual(await cache.srandmember("none", 3), []);
    assert.equal(await cache.scard("s"), 3);
  },

  "srem returns how many members existed": async ({ cache }) => {
    await cache.sadd("s", "a", "b", "c");
    assert.equal(await cache.srem("s", "a", "none", "b"), 2);
    assert.equal(await cache.srem("none", "a"), 0);
    assert.equal(await cache.srem("s", "c"), 1);
    assert.equal(await cache.has("s"), false);
  },

  "at least one member is required": async ({ cache }) => {
    await rejects(() => cache.sadd("s"), { ...ARGUMENT_ERROR, message: /member/ });
    await rejects(() => cache.srem("s"), { ...ARGUMENT_ERROR, message: /member/ });
    await rejects(() => cache.smismember("s"), { ...ARGUMENT_ERROR, message: /member/ });
    assert.equal(await cache.has("s"), false);
  },

  "a member is found by every cache with the same settings": async ({ cache, create }) => {
    const other = await create();
    const member = { b: [1.5, "ü"], a: null };
    await cache.sadd("s", member);
    assert.equal(await other.sadd("s", structuredClone(member)), 0);
    assert.equal(await other.srem("s", structuredClone(member)), 1);
  },
};
