import assert from "node:assert/strict";
import type { Cache, SscanOptions } from "@coffer/cache-core";
import { ReferenceCompressor } from "@coffer/plugin-kit";
import type { Cases } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

const MANY = Array.from({ length: 1500 }, (_, n) => `member ${n}`);

export const setScan: Cases<ClientContext> = {
  "sscan returns all members, however many there are": async ({ cache }) => {
    await cache.sadd("s", ...MANY);
    assert.deepEqual([...(await cache.sscan<string>("s"))].sort(), [...MANY].sort());
    assert.deepEqual([...(await cache.sscan<string>("s", { count: 10 }))].sort(), [...MANY].sort());
    assert.deepEqual(await cache.sscan("none"), new Set());
  },

  "sscanIter iterates over all members": async ({ cache }) => {
    await cache.sadd("s", ...MANY);
    assert.deepEqual([...new Set(await listed(cache, "s", { count: 50 }))].sort(), [...MANY].sort());
    assert.deepEqual(await listed(cache, "none"), []);
    await cache.sadd(cache.makeKey("s", { version: 2 }), 1);
    assert.deepEqual(await listed(cache, "s", { version: 2 }), [1]);
  },

  "match is a glob on the member as text, with any serializer": async ({ cache }) => {
    await cache.sadd("s", "bar", "bar1", "bar22", "foo", "b*r", "ünder");
    const matching = async (match: string) => {
      const at_once = [...(await cache.sscan<string>("s", { match }))].sort();
      assert.deepEqual((await listed(cache, "s", { match })).sort(), at_once);
      return at_once;
    };
    assert.deepEqual(await matching("bar*"), ["bar", "bar1", "bar22"]);
    assert.deepEqual(await matching("bar?"), ["bar1"]);
    assert.deepEqual(await matching("*"), ["b*r", "bar", "bar1", "bar22", "foo", "ünder"]);
    assert.deepEqual(await matching("[bf]*[or]"), ["b*r", "bar", "foo"]);
    assert.deepEqual(await matching("b\\*r"), ["b*r"]);
    assert.deepEqual(await matching("foo"), ["foo"]);
    assert.deepEqual(await matching("?nder"), ["ünder"]);
    assert.deepEqual(await matching("none*"), []);
  },

  "match works with a compressor too": async ({ create }) => {
    const cache = await create({ OPTIONS: { COMPRESSOR: ReferenceCompressor } });
    const long = "bar, and long enough to be compressed";
    await cache.sadd("s", "bar1", long, "foo");
    assert.deepEqual(await cache.sscan("s", { match: "bar*" }), new Set(["bar1", long]));
    assert.deepEqual((await listed(cache, "s", { match: "bar*" })).sort(), [long, "bar1"].sort());
  },

  "integers match as digits, and members other than strings and integers never match": async ({ cache }) => {
    await cache.sadd("s", 12, 123n, "124", -12, 12.5, true, null, ["12"]);
    assert.deepEqual(await cache.sscan("s", { match: "12*" }), new Set([12, 123, "124"]));
    assert.deepEqual(await cache.sscan("s", { match: "12" }), new Set([12]));
    assert.equal((await cache.sscan("s", { match: "*" })).size, 4);
  },

  "an empty match matches every member": async ({ cache }) => {
    await cache.sadd("s", 1, "a", true);
    assert.deepEqual(await cache.sscan("s", { match: "" }), new Set([1, "a", true]));
    assert.equal((await listed(cache, "s", { match: "" })).length, 3);
  },
};

async function listed(cache: Cache, key: string, options?: SscanOptions): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const member of cache.sscanIter(key, options)) found.push(member);
  return found;
}
