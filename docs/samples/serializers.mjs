import assert from "node:assert/strict";
// #region choose
import { createCaches } from "coffer";

const LOCATION = process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1";
const caches = await createCaches({
  CACHES: {
    default: { LOCATION, KEY_PREFIX: "shop" }, // JSON
    rich: { LOCATION, KEY_PREFIX: "rich", OPTIONS: { SERIALIZER: "msgpack" } },
    node: { LOCATION, KEY_PREFIX: "node", OPTIONS: { SERIALIZER: "v8" } },
  },
});
const [json, msgpack, v8] = ["default", "rich", "node"].map((alias) => caches.get(alias));
// #endregion choose

// #region refused
await assert.rejects(json.set("cart", { items: new Map([["tea", 2]]) }), {
  code: "ERR_ENCODE",
  message: /value\.items is a Map: .*@coffer\/serializer-msgpack/,
});
// #endregion refused

// #region kept
const cart = { items: new Map([["tea", 2]]), tags: new Set(["gift"]), at: new Date(0), total: 12n };
await msgpack.set("cart", cart);
assert.deepEqual(await msgpack.get("cart"), cart);
// #endregion kept

// #region v8
const user = { pattern: /^a/i, missing: undefined };
user.self = user; // a cycle
await v8.set("user", user);
const back = await v8.get("user");
assert.ok(back.self === back && back.pattern.test("Ada"));
// #endregion v8

// #region integers
await msgpack.set("visits", 41);
assert.equal(await msgpack.incr("visits"), 42); // Redis counts: an integer is stored as its digits
await json.set("atoms", 9007199254740993n);
assert.equal(await json.get("atoms"), 9007199254740993n); // no digit is lost

// #endregion integers

// #region convert
import { JsonSerializer } from "@coffer/serializer-json";

class DatesAsText extends JsonSerializer {
  convert(value) {
    return value instanceof Date ? value.toISOString() : undefined; // undefined: refused as ever
  }
}

const dated = await createCaches({ CACHES: { default: { LOCATION, OPTIONS: { SERIALIZER: DatesAsText } } } });
await dated.get("default").set("order", { placed: new Date(0) });
assert.deepEqual(await dated.get("default").get("order"), { placed: "1970-01-01T00:00:00.000Z" });
// #endregion convert

// #region change
await json.set("old", { written: "as JSON" });
const OPTIONS = { SERIALIZER: "msgpack" };
const changed = await createCaches({
  CACHES: {
    default: { LOCATION, KEY_PREFIX: "shop", OPTIONS },
    next: { LOCATION, KEY_PREFIX: "shop", VERSION: 2, OPTIONS },
  },
});
await assert.rejects(changed.get("default").get("old"), { code: "ERR_DECODE" });
assert.equal(await changed.get("next").get("old"), undefined); // a version of its own begins empty
// #endregion change

await Promise.all([caches.close(), dated.close(), changed.close()]);
