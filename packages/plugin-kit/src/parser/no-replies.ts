import assert from "node:assert/strict";
import type { Cases } from "../suite/cases.js";
import type { ParserContext } from "./parser-context.js";

/** Bytes from a proxy, from a server that speaks RESP3, or after lost bytes. */
const NO_REPLIES = ["HTTP/1.1 400 Bad Request\r\n", "%1\r\n+a\r\n+b\r\n", "_\r\n", "?what\r\n+OK\r\n"];

const isFatal = (read: unknown): boolean =>
  typeof read === "object" && read !== null && Object.hasOwn(read, "fatal");

export const noReplies: Cases<ParserContext> = {
  "invalid bytes are a fatal error, reported once, and nothing after them is parsed": ({ parse }) => {
    for (const wire of NO_REPLIES) {
      const read = parse(wire);
      assert.equal(read.length, 1, JSON.stringify(wire));
      assert.ok(isFatal(read[0]), JSON.stringify(wire));
    }
  },

  "replies before invalid bytes are returned": ({ parse }) => {
    const [before, fatal, ...more] = parse(":1\r\n?what\r\n:2\r\n");
    assert.equal(before, 1);
    assert.ok(isFatal(fatal));
    assert.deepEqual(more, []);
  },

  "memory is allocated for received bytes, not for an announced length": ({ reading }) => {
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
