import assert from "node:assert/strict";
import type { Command } from "@coffer/cache-core";
import type { Cases } from "../suite/cases.js";
import { text } from "../suite/text.js";
import type { ConnectionContext } from "./connection-context.js";
import { ECHO } from "./scripts.js";

export const sequence: Cases<ConnectionContext> = {
  "sendMany answers in order, and without commands with an empty list": async ({ connection }) => {
    assert.deepEqual(await connection.sendMany([]), []);
    const commands: Command[] = Array.from({ length: 500 }, (_, n) => ["ECHO", [`${n}`]]);
    const answers = await connection.sendMany(commands);
    assert.deepEqual(
      text(answers),
      Array.from({ length: 500 }, (_, n) => `${n}`),
    );
  },

  "commands arrive in the order of the calls": async ({ connection }) => {
    await Promise.all(Array.from({ length: 300 }, (_, n) => connection.send("RPUSH", ["list", n])));
    const reply = await connection.send("LRANGE", ["list", 0, -1]);
    assert.deepEqual(
      text(reply),
      Array.from({ length: 300 }, (_, n) => `${n}`),
    );
  },

  "send, sendMany and run keep their order relative to each other": async ({ connection }) => {
    const push = { name: "plugin-kit:push", source: "return redis.call('RPUSH', KEYS[1], ARGV[1])" };
    await connection.run(ECHO, ["k"], ["x"]);
    const pending: Promise<unknown>[] = [];
    for (let n = 0; n < 60; n += 3) {
      pending.push(connection.send("RPUSH", ["list", n]));
      pending.push(connection.sendMany([["RPUSH", ["list", n + 1]]]));
      pending.push(connection.run(push, ["list"], [n + 2]));
    }
    await Promise.all(pending);
    assert.deepEqual(
      text(await connection.send("LRANGE", ["list", 0, -1])),
      Array.from({ length: 60 }, (_, n) => `${n}`),
    );
  },

  "commands called before the connection is established arrive in order too": async ({
    connection,
    connect,
  }) => {
    const fresh = connect();
    const pending: Promise<unknown>[] = [
      fresh.send("RPUSH", ["list", 0]),
      fresh.sendMany([
        ["RPUSH", ["list", 1]],
        ["RPUSH", ["list", 2]],
      ]),
      fresh.send("RPUSH", ["list", 3]),
    ];
    await Promise.all(pending);
    assert.deepEqual(text(await connection.send("LRANGE", ["list", 0, -1])), ["0", "1", "2", "3"]);
  },

  "2,000 concurrent commands each get their own reply": async ({ connection }) => {
    const answers = await Promise.all(
      Array.from({ length: 2000 }, (_, n) => connection.send("ECHO", [`${n}`])),
    );
    assert.deepEqual(
      text(answers),
      Array.from({ length: 2000 }, (_, n) => `${n}`),
    );
  },
};
