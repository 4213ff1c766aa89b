import assert from "node:assert/strict";
import type { Cases } from "../suite/cases.js";
import type { ParserContext } from "./parser-context.js";

/** What comes of a proxy, of a server that speaks RESP3, of bytes that got lost. */
const NO_REPLIES = ["HTTP/1.1 400 Bad Request\r\n", "%1\r\n+a\r\n+b\r\n", "_\r\n", "?what\r\n+OK\r\n"];

const isFatal = (read: unknown): boolean =>
  typeof read === "object" && read !== null && Object.hasOwn(read, "fatal");

export const noReplies: Cases<ParserContext> = {
  "what begins no reply is a fatal error, reported once, and nothing after it is read": ({ parse }) => {
    for (const wire of NO_REPLIES) {
      const read = parse(wire);
      assert.equal(read.length, 1, JSON.stringify(wire));
      assert.ok(isFatal(read[0]), JSON.stringify(wire));
    }
  },

  "what came before it is handed out": ({ parse }) => {
    const [before, fatal, ...more] = parse(":1\r\n?what\r\n:2\r\n");
    assert.equal(before, 1);
    assert.ok(isFatal(fatal));
    assert.deepEqual(more, []);
  },

  "room is made for what has come, not for what a length announces": ({ reading }) => {
    const before = process.memoryUsage();
    const { read, execute } = reading();
    execute("$536870912\r\n");
    execute("some of it");
    assert.deepEqual(read, []);
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    assert.ok(arrayBuffers - before.arrayBuffers < 2 ** 24, "bytes");
    assert.ok(heapUsed - before.heapUsed < 2 ** 26, "memory");
  },
};
