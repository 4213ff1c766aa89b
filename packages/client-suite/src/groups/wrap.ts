import assert from "node:assert/strict";
import { type Cases, rejects } from "@coffer/plugin-kit/suite";
import { between } from "../between.js";
import type { ClientContext } from "../client-context.js";

/** A function that counts its runs. */
function counting() {
  const state = { runs: 0 };
  const sum = async (...given: readonly number[]) => {
    state.runs += 1;
    return given.reduce((total, each) => total + each, 0);
  };
  return { state, sum };
}

export const wrap: Cases<ClientContext> = {
  "a wrapped function runs once for the same arguments": async ({ cache }) => {
    const { state, sum } = counting();
    const cached = cache.wrap("sum", sum);
    assert.deepEqual([await cached(1, 2), await cached(1, 2), await cached(2, 1)], [3, 3, 3]);
    assert.equal(state.runs, 2);
    assert.deepEqual(await Promise.all([cached(5), cached(5), cached(5)]), [5, 5, 5]);
    assert.equal(state.runs, 3);
  },

  "the result of a wrapped function is stored under its name and arguments": async ({ cache, create }) => {
    const cached = cache.wrap("user", async (id: number, language: string) => ({ id, language }), 50);
    await cached(42, "en");
    assert.equal(cached.key(42, "en").redisKey, cache.makeKey("user:42,en").redisKey);
    assert.deepEqual(await cache.get("user:42,en"), { id: 42, language: "en" });
    between((await cache.getWithTtl("user:42,en"))?.ttl ?? null, 40_000, 50_000);
    const other = (await create()).wrap("user", () => assert.fail("it is cached"));
    assert.deepEqual(await (other as (...args: unknown[]) => unknown)(42, "en"), { id: 42, language: "en" });
  },

  "delete and fresh apply to the given arguments": async ({ cache }) => {
    const { state, sum } = counting();
    const cached = cache.wrap("sum", sum, { timeout: "1m" });
    await cached(1);
    await cached(2);
    assert.equal(await cached.delete(1), true);
    assert.equal(await cached.delete(1), false);
    await cached(2);
    assert.equal(state.runs, 2);
    await cached(1);
    assert.equal(state.runs, 3);
    await cache.set(cached.key(2), 20);
    assert.equal(await cached(2), 20);
    assert.equal(await cached.fresh(2), 2);
    assert.equal(await cached(2), 2);
    assert.equal(state.runs, 4);
  },

  "the version option applies to all keys of the function": async ({ cache }) => {
    const cached = cache.wrap("sum", counting().sum, { version: 2, timeout: null });
    await cached(1);
    assert.equal(cached.key(1).redisKey, cache.makeKey("sum:1", { version: 2 }).redisKey);
    assert.equal(await cache.ttl("sum:1", { version: 2 }), null);
    assert.equal(await cached.delete(1), true);
  },

  "arguments that differ, even in type only, have different keys": ({ cache }) => {
    const { key } = cache.wrap("f", (..._args: readonly unknown[]) => 1);
    const others = [
      cache.wrap("f:a", (..._args: unknown[]) => 1),
      cache.wrap("f\\", (..._args: unknown[]) => 1),
    ];
    const calls: readonly unknown[][] = [
      ...[
        [],
        [""],
        ["", ""],
        [","],
        [undefined],
        [undefined, undefined],
        ["undefined"],
        [null],
        ["null"],
        ["'null"],
      ],
      ...[[1], ["1"], [1n], ["1n"], ["'1"], [-1], ["-1"], [0], [-0], [1.5], [1e21], [Number.NaN], ["NaN"]],
      ...[
        [true],
        ["true"],
        [false],
        [Number.POSITIVE_INFINITY],
        ["Infinity"],
        ["-Infinity"],
        ["a"],
        ["A"],
        ["'a"],
      ],
      ...[
        ["a", "b"],
        ["a,b"],
        ["a\\", "b"],
        ["a\\,b"],
        ["a", "b", ""],
        ["a:b"],
        ["a:", "b"],
        ["a\\:b"],
        ["\\:b"],
      ],
      ...[["a".repeat(300)], ["a".repeat(301)], ["a".repeat(300), ""], ["#sha256-"], ["é".repeat(150)]],
    ];
    const keys = calls.map((args) => key(...args).redisKey);
    keys.push(...others.flatMap((each) => [[], ["b"], [":b"]].map((args) => each.key(...args).redisKey)));
    // A key of hashed arguments does not reveal them.
    for (const long of keys.filter((each) => each.includes("#sha256-") && each.length > 60)) {
      const text = long.slice(long.indexOf("#sha256-"));
      keys.push(key(text).redisKey, key(`'${text}`).redisKey);
    }
    assert.equal(new Set(keys).size, keys.length);
    for (const each of keys) assert.ok(Buffer.byteLength(each) < 220, each);
  },

  "with key any arguments are allowed": async ({ cache }) => {
    const full = cache.wrap("name", async (user: { id: number; name: string }) => user.name, {
      key: ({ id }) => `u:${id}`,
    });
    assert.equal(await full({ id: 1, name: "Ada" }), "Ada");
    assert.equal(await full({ id: 1, name: "changed" }), "Ada");
    assert.equal(await cache.get("name:u:1"), "Ada");
    const long = cache.wrap("name", () => 1, { key: () => "x".repeat(300) });
    const hash = long.key().original;
    assert.match(hash, /^name:#sha256-[0-9a-f]{64}$/);
    const same = cache.wrap("name", () => 1, { key: () => hash.slice("name:".length) });
    assert.notEqual(same.key().original, hash);
  },

  "arguments that make no key are a TypeError that suggests key": async ({ cache }) => {
    const cached = cache.wrap("f", (..._args: readonly unknown[]) =>
      assert.fail("the function must not run"),
    );
    for (const wrong of [{}, [], new Date(), Symbol("s"), () => 1, Buffer.from("x"), "x\ud83d"]) {
      const error = {
        name: "TypeError",
        message: typeof wrong === "string" ? /argument 2/ : /argument 2.*\bkey\b/,
      };
      await rejects(() => cached(1, wrong), error);
      await rejects(() => cached.fresh(1, wrong), error);
      await rejects(() => cached.delete(1, wrong), error);
      await rejects(async () => cached.key(1, wrong), error);
    }
    const notText = cache.wrap("f", () => 1, { key: () => 5 as never });
    await rejects(() => notText(), { name: "TypeError", message: /key must return/ });
  },

  "errors are rejections, and are not cached": async ({ cache }) => {
    let runs = 0;
    const failing = cache.wrap("failing", () => {
      runs += 1;
      throw new Error(`failure ${runs}`);
    });
    await rejects(() => failing(), { message: /failure 1/ });
    await rejects(() => failing.fresh(), { message: /failure 2/ });
    await rejects(() => failing(), { message: /failure 3/ });
    const nothing = cache.wrap("nothing", () => {
      runs += 1;
      return undefined;
    });
    assert.deepEqual(
      [await nothing(), await nothing(), await nothing.fresh()],
      [undefined, undefined, undefined],
    );
    assert.equal(runs, 6);
    assert.equal(await cache.has(nothing.key()), false);
  },

  "a wrapped method keeps its this": async ({ cache }) => {
    const shop = {
      name: "Ada's",
      title: cache.wrap("title", function (this: { name: string }, suffix: string) {
        return this.name + suffix;
      }),
    };
    assert.equal(await shop.title("!"), "Ada's!");
    assert.equal(await shop.title.fresh.call(shop, "?"), "Ada's?");
    assert.equal(shop.title.name, "title");
  },

  "an invalid name or invalid options are a TypeError at once": ({ cache }) => {
    const fn = () => 1;
    const wrong: readonly (readonly [args: readonly unknown[], message: RegExp])[] = [
      ...[undefined, null, "", 5, fn, "x\ud83d"].map((name) => [[name, fn], /name/] as const),
      ...[undefined, null, {}, "x"].map((notFn) => [["f", notFn], /fn/] as const),
      [["f", fn, { key: "id" }], /key/],
      [["f", fn, { timeout: "soon" }], /timeout/],
      [["f", fn, { fresh: true }], /fresh/],
      [["f", fn, { expiresAt: new Date() }], /expiresAt/],
      [["f", fn, "soon"], /timeout/],
    ];
    for (const [args, message] of wrong) {
      assert.throws(() => (cache.wrap as (...args: unknown[]) => unknown)(...args), {
        name: "TypeError",
        message,
      });
    }
  },

  "an unknown option is a TypeError of the call": async ({ cache }) => {
    const cached = cache.wrap("f", () => 1, { timeuot: 5 } as object);
    await rejects(() => cached(), { name: "TypeError", message: /timeuot/ });
  },
};
