import assert from "node:assert/strict";
import type { Cases } from "../suite/cases.js";
import { rejects } from "../suite/rejects.js";
import { text } from "../suite/text.js";
import type { ConnectionContext } from "./connection-context.js";

const REFUSED = { name: "ConnectionInterrupted", code: "ERR_REPLY" };

export const refusals: Cases<ConnectionContext> = {
  "a command that Redis rejects is ERR_REPLY with Redis's message and a cause": async ({ connection }) => {
    await connection.send("SET", ["k", "text"]);
    const error = await rejects(() => connection.send("INCR", ["k"]), {
      ...REFUSED,
      message: /not an integer/,
    });
    assert.ok(error.cause instanceof Error);
  },

  "an error in sendMany is the result of its command, and the others are answered": async ({
    connection,
  }) => {
    const answers = await connection.sendMany([
      ["SET", ["k", "text"]],
      ["INCR", ["k"]],
      ["NOSUCHCOMMAND", ["k"]],
      ["GET", ["k"]],
    ]);
    assert.equal(answers.length, 4);
    assert.equal(text(answers[0]), "OK");
    for (const index of [1, 2]) {
      const error = answers[index] as Error & { code?: unknown };
      assert.ok(error instanceof Error, `answer ${index} must be an Error`);
      assert.equal(error.code, "ERR_REPLY");
      assert.equal(error.name, "ConnectionInterrupted");
    }
    assert.deepEqual(answers[3], Buffer.from("text"));
  },

  "a rejected command does not affect the commands around it": async ({ connection }) => {
    const [set, refused, got] = await Promise.allSettled([
      connection.send("SET", ["k", "text"]),
      connection.send("INCR", ["k"]),
      connection.send("GET", ["k"]),
    ]);
    assert.deepEqual([set.status, refused.status, got.status], ["fulfilled", "rejected", "fulfilled"]);
  },

  "an invalid URL is ImproperlyConfigured, and its password is not shown": async ({ factory }) => {
    for (const url of [
      "",
      "nonsense",
      "http://127.0.0.1:6379",
      "redis://user:s3cret@host:notaport/0",
      "ftp://:s3cret@host",
    ]) {
      const error = await rejects(
        () => factory.connect(url),
        { code: "ERR_IMPROPERLY_CONFIGURED" },
        JSON.stringify(url),
      );
      assert.doesNotMatch(error.message, /s3cret/);
      if (factory.validate !== undefined) {
        const refusal = await rejects(
          () => factory.validate?.(url),
          { code: "ERR_IMPROPERLY_CONFIGURED" },
          url,
        );
        assert.doesNotMatch(refusal.message, /s3cret/);
      }
    }
  },

  "validate accepts a valid URL": async ({ factory, url }) => {
    assert.equal(factory.validate?.(url), undefined);
  },
};
