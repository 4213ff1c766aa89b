import assert from "node:assert/strict";
import type { Script } from "@coffer/cache-core";
import { type Cases, rejects, text } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

const ADD_UP: Script = {
  name: "suite:addUp",
  source: "return redis.call('INCRBY', KEYS[1], ARGV[1]) + redis.call('INCRBY', KEYS[2], ARGV[1])",
};
const NAMES: Script = { name: "suite:names", source: "return {KEYS[1], ARGV[1], #KEYS, #ARGV}" };

export const scripts: Cases<ClientContext> = {
  "a script receives Redis keys, and its arguments": async ({ cache, create }) => {
    const prefixed = await create({ KEY_PREFIX: "shop" });
    const names = async (answer: Promise<unknown>) => (text(await answer) as unknown[]).map(String);
    assert.deepEqual(await names(prefixed.client.run(NAMES, ["k"], ["x"])), ["shop:1:k", "x", "1", "1"]);
    const second = prefixed.client.run(NAMES, ["k"], [5, "y"], { version: 2 });
    assert.deepEqual(await names(second), ["shop:2:k", "5", "1", "2"]);
    const made = prefixed.makeKey("k", { version: 3 });
    assert.deepEqual(await names(cache.client.run(NAMES, new Set([made]), ["z"])), [
      "shop:3:k",
      "z",
      "1",
      "1",
    ]);
  },

  "commands see what a script changed": async ({ cache }) => {
    await cache.set("{k}a", 1);
    assert.equal(await cache.client.run(ADD_UP, ["{k}a", "{k}b"], [5]), 11);
    assert.deepEqual([...(await cache.getMany(["{k}a", "{k}b"])).values()], [6, 5]);
  },

  "a script keeps its order among the calls for its keys": async ({ cache }) => {
    const answers = await Promise.all([
      cache.set("{k}a", 1),
      cache.client.run(ADD_UP, ["{k}a", "{k}b"], [1]),
      cache.get("{k}a"),
      cache.set("{k}a", 10),
      cache.get("{k}a"),
    ]);
    assert.deepEqual(answers, [true, 3, 2, true, 10]);
  },

  "a script invalidates running loads of its keys": async ({ cache }) => {
    const value = await cache.getOrSet("{k}a", async () => {
      await cache.client.run(ADD_UP, ["{k}a", "{k}b"], [1]);
      await cache.delete("{k}a");
      return "old";
    });
    assert.equal(value, "old");
    assert.equal(await cache.get("{k}a"), undefined);
  },

  "a failing script is an error with the script's message": async ({ cache }) => {
    const failing: Script = { name: "suite:failing", source: "return redis.error_reply('ERR so it is')" };
    await rejects(() => cache.client.run(failing, ["k"]), { code: "ERR_REPLY", message: /so it is/ });
  },

  "missing keys and an invalid script are errors before anything is sent": async ({ cache }) => {
    const wrong: readonly (readonly [args: readonly unknown[], message: RegExp])[] = [
      [[NAMES, []], /keys/],
      [[NAMES, "k"], /keys/],
      [[NAMES, [5]], /key/],
      [[NAMES, ["k"], "x"], /args/],
      [[NAMES, ["k"], [null]], /args/],
      [[NAMES, ["k"], [Number.NaN]], /args/],
      [[NAMES, ["k"], [], { verison: 1 }], /verison/],
      [[{ name: "x" }, ["k"]], /script/],
      [["return 1", ["k"]], /script/],
      [[{ ...NAMES, source: "return 1" }, ["k"]], /name/],
    ];
    const { client } = cache;
    await client.run(NAMES, ["k"]);
    for (const [args, message] of wrong) {
      await rejects(async () => (client.run as (...args: unknown[]) => unknown)(...args), {
        name: "TypeError",
        message,
      });
    }
  },
};
