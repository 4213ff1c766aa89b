import assert from "node:assert/strict";
import { type Cases, needing, rejects, text } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

const VALUES = { integer: 5, text: "5", flag: true, nothing: null, list: [1, "1"], big: 2n ** 60n };

export const hashes: Cases<ClientContext> = {
  "a hash's key has prefix and version as usual; its fields are stored as given": needing(
    "raw",
    async ({ create, raw }) => {
      const shop = await create({ KEY_PREFIX: "shop" });
      await shop.hset("h", "f:1", "x");
      assert.deepEqual(text(await raw("KEYS", "*")), ["shop:1:h"]);
      assert.deepEqual(text(await raw("HKEYS", "shop:1:h")), ["f:1"]);
    },
  ),

  "prefixes and versions keep hashes apart, and patterns match hashes": async ({ cache, create }) => {
    const shop = await create({ KEY_PREFIX: "shop" });
    await shop.hset("h", "f", "shop's");
    await cache.hset("h", "f", "plain");
    await cache.hset("h", "f", "second", { version: 2 });
    assert.equal(await shop.hget("h", "f"), "shop's");
    assert.equal(await cache.hget("h", "f"), "plain");
    assert.equal(await cache.hget("h", "f", { version: 2 }), "second");
    assert.deepEqual(await shop.keys("*"), ["h"]);
    assert.equal(await shop.deletePattern("h*"), 1);
    assert.equal(await cache.hlen("h"), 1);
  },

  "hset returns 1 for a new field and 0 for an existing one, and encodes values as usual": async ({
    cache,
  }) => {
    for (const [field, value] of Object.entries(VALUES)) assert.equal(await cache.hset("h", field, value), 1);
    for (const [field, value] of Object.entries(VALUES))
      assert.deepEqual(await cache.hget("h", field), value);
    assert.equal(await cache.hset("h", "text", "other"), 0);
    assert.equal(await cache.hget("h", "text"), "other");
  },

  "hget of a missing field is undefined": async ({ cache }) => {
    await cache.hset("h", "f", 1);
    assert.equal(await cache.hget("h", "none"), undefined);
    assert.equal(await cache.hget("none", "f"), undefined);
  },

  "hmget returns the existing fields in the requested order, and hgetall all fields": async ({ cache }) => {
    for (const [field, value] of Object.entries(VALUES)) await cache.hset("h", field, value);
    assert.deepEqual(
      [...(await cache.hmget("h", new Set(["text", "none", "integer"])))],
      [
        ["text", "5"],
        ["integer", 5],
      ],
    );
    assert.deepEqual(await cache.hmget("h", []), new Map());
    assert.deepEqual(await cache.hmget("none", ["f"]), new Map());
    assert.deepEqual(await cache.hgetall("h"), new Map<string, unknown>(Object.entries(VALUES)));
    assert.deepEqual(await cache.hgetall("none"), new Map());
  },

  "hdel and hexists return whether the field existed": async ({ cache }) => {
    await cache.hset("h", "f", 1);
    assert.equal(await cache.hexists("h", "f"), true);
    assert.equal(await cache.hexists("h", "none"), false);
    assert.equal(await cache.hexists("h", "f", { version: 2 }), false);
    assert.equal(await cache.hdel("h", "f"), 1);
    assert.equal(await cache.hdel("h", "f"), 0);
    assert.equal(await cache.has("h"), false);
  },

  "hlen counts the fields of this key and version": async ({ cache }) => {
    await cache.hset("h", "a", 1);
    await cache.hset("h", "b", 1);
    await cache.hset("h", "c", 1, { version: 2 });
    assert.equal(await cache.hlen("h"), 2);
    assert.equal(await cache.hlen("h", { version: 2 }), 1);
    assert.equal(await cache.hlen("none"), 0);
  },

  "hkeys returns the field names as stored, with colons and whichever client wrote them": needing(
    "raw",
    async ({ cache, raw }) => {
      const fields = ["plain", "a:b:c", "", ":1:f", "ünder 😀"];
      for (const field of fields) await cache.hset("h", field, 1);
      await raw("HSET", ":1:h", "foreign", "1");
      await cache.hset("h", "other", 1, { version: 2 });
      assert.deepEqual((await cache.hkeys("h")).sort(), [...fields, "foreign"].sort());
      assert.deepEqual([...(await cache.hgetall("h")).keys()].sort(), [...fields, "foreign"].sort());
      assert.deepEqual(await cache.hkeys("none"), []);
    },
  ),

  "a field called __proto__ is an ordinary field": async ({ cache }) => {
    await cache.hset("h", "__proto__", { polluted: true });
    assert.deepEqual(await cache.hkeys("h"), ["__proto__"]);
    assert.deepEqual([...(await cache.hgetall("h"))], [["__proto__", { polluted: true }]]);
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  },

  "no timeout is applied to hashes": async ({ cache }) => {
    await cache.hset("h", "f", 1);
    assert.equal(await cache.ttl("h"), null);
  },

  "every hash command gives a typed error on another Redis type": async ({ cache }) => {
    await cache.set("k", "text");
    const error = { name: "ConnectionInterrupted", code: "ERR_REPLY", message: /WRONGTYPE/ };
    await rejects(() => cache.hset("k", "f", 1), error, "hset");
    await rejects(() => cache.hget("k", "f"), error, "hget");
    await rejects(() => cache.hmget("k", ["f"]), error, "hmget");
    await rejects(() => cache.hgetall("k"), error, "hgetall");
    await rejects(() => cache.hdel("k", "f"), error, "hdel");
    await rejects(() => cache.hlen("k"), error, "hlen");
    await rejects(() => cache.hkeys("k"), error, "hkeys");
    await rejects(() => cache.hexists("k", "f"), error, "hexists");
    assert.equal(await cache.get("k"), "text");
  },
};
