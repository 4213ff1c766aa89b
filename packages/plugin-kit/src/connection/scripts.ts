import assert from "node:assert/strict";
import type { Script } from "@coffer/cache-core";
import type { Cases } from "../suite/cases.js";
import { needing } from "../suite/needing.js";
import { rejects } from "../suite/rejects.js";
import { text } from "../suite/text.js";
import type { ConnectionContext } from "./connection-context.js";

export const ECHO: Script = { name: "plugin-kit:echo", source: "return {KEYS[1], ARGV[1]}" };
const SET: Script = { name: "plugin-kit:set", source: "return redis.call('SET', KEYS[1], ARGV[1])" };
const COUNT: Script = { name: "plugin-kit:count", source: "return redis.call('INCR', KEYS[1])" };

export const scripts: Cases<ConnectionContext> = {
  "a script receives its keys and arguments, and its reply has the usual shapes": async ({ connection }) => {
    const reply = await connection.run(ECHO, ["k"], ["x"]);
    assert.ok(Array.isArray(reply) && reply.every((item) => Buffer.isBuffer(item)));
    assert.deepEqual(text(reply), ["k", "x"]);
    assert.equal(await connection.run(COUNT, ["n"], []), 1);
    assert.equal(await connection.run(COUNT, ["n"], []), 2);
  },

  "a script's arguments may be strings, numbers, bigints and Buffers": async ({ connection }) => {
    const binary = Buffer.from([0, 0xff, 0x0d, 0x0a]);
    for (const [argument, stored] of [
      ["ü", Buffer.from("ü")],
      [1.5, Buffer.from("1.5")],
      [10n ** 20n, Buffer.from(`1${"0".repeat(20)}`)],
      [binary, binary],
    ] as const) {
      await connection.run(SET, ["k"], [argument]);
      assert.deepEqual(await connection.send("GET", ["k"]), stored);
    }
  },

  "a failing script is ERR_REPLY": async ({ connection }) => {
    await connection.send("SET", ["k", "text"]);
    await rejects(() => connection.run(COUNT, ["k"], []), {
      name: "ConnectionInterrupted",
      code: "ERR_REPLY",
    });
  },

  "a script that the server has evicted is loaded again, and runs once": needing(
    "scriptFlush",
    async ({ connection }) => {
      assert.equal(await connection.run(COUNT, ["n"], []), 1);
      await connection.send("SCRIPT", ["FLUSH"]);
      assert.equal(await connection.run(COUNT, ["n"], []), 2);
      await connection.send("SCRIPT", ["FLUSH"]);
      const counts = await Promise.all([1, 2, 3].map(() => connection.run(COUNT, ["n"], [])));
      assert.deepEqual([...counts].sort(), [3, 4, 5]);
    },
  ),
};
