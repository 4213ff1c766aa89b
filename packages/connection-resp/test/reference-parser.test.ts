import fc from "fast-check";
import { expect, test } from "vitest";
import { ReferenceParser } from "./parsers.js";
import { parse } from "./parsing.js";

const line = fc.string({ unit: "grapheme", maxLength: 20 }).map((text) => text.replace(/[\r\n]/g, ""));
const bulk = fc
  .uint8Array({ maxLength: 200 })
  .map((bytes) => Buffer.concat([Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from("\r\n")]));

/** A random reply of RESP2, as bytes. */
const { reply } = fc.letrec<{ reply: Buffer; array: Buffer }>((tie) => ({
  reply: fc.oneof(
    { depthSize: "small" },
    bulk,
    fc.constantFrom("$-1\r\n", "*-1\r\n", "*0\r\n", "+OK\r\n").map((text) => Buffer.from(text)),
    line.map((text) => Buffer.from(`+${text}\r\n`)),
    line.map((text) => Buffer.from(`-${text}\r\n`)),
    fc.maxSafeInteger().map((integer) => Buffer.from(`:${integer}\r\n`)),
    tie("array"),
  ),
  array: fc
    .array(tie("reply"), { maxLength: 6 })
    .map((items) => Buffer.concat([Buffer.from(`*${items.length}\r\n`), ...items])),
}));

/** One parser returns bytes for statuses and the other text; both are correct. */
function alike(read: unknown): unknown {
  if (Buffer.isBuffer(read)) return read.toString("latin1");
  if (typeof read === "string") return Buffer.from(read).toString("latin1");
  if (Array.isArray(read)) return read.map(alike);
  return read instanceof Error ? { refused: read.message } : read;
}

test("RespParser parses random replies in random chunks like redis-parser", () => {
  const cuts = fc.array(fc.nat(), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(reply, { minLength: 1, maxLength: 12 }), cuts, (replies, cuts) => {
      const wire = Buffer.concat(replies);
      const ends = [...cuts.map((cut) => cut % (wire.length + 1)), wire.length].sort((a, b) => a - b);
      const chunks = ends.map((end, index) => wire.subarray(ends[index - 1] ?? 0, end));
      const read = parse(chunks);
      expect(read).toHaveLength(replies.length);
      expect(alike(read)).toEqual(alike(parse([wire], ReferenceParser)));
    }),
    { numRuns: 2000 },
  );
});
