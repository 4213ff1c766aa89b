import assert from "node:assert/strict";
import type { Cases } from "../suite/cases.js";
import type { ParserContext } from "./parser-context.js";
import { sameReplies } from "./same-replies.js";
import { SENT, sentBytes } from "./sent.js";

export const replies: Cases<ParserContext> = {
  "every kind of reply is parsed": ({ parse }) => {
    for (const [wire, reply] of SENT) sameReplies(parse(wire), [reply], JSON.stringify(wire));
  },

  "many replies in one chunk are parsed in their order": ({ parse }) => {
    sameReplies(
      parse(sentBytes()),
      SENT.map(([, reply]) => reply),
    );
  },

  "bulk strings are Buffers with any bytes, also within arrays": ({ parse }) => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const wire = Buffer.concat([Buffer.from("*2\r\n:1\r\n$256\r\n"), bytes, Buffer.from("\r\n")]);
    const [reply] = parse(wire) as [unknown[]];
    assert.ok(Buffer.isBuffer(reply[1]), "a bulk string must be a Buffer");
    assert.ok(reply[1].equals(bytes));
  },

  "an error reply is an Error with Redis's message, also as an item of an array": ({ parse }) => {
    sameReplies(parse("-ERR no\r\n:1\r\n"), [{ refused: "ERR no" }, 1]);
    const [reply, next] = parse("*3\r\n+OK\r\n-WRONGTYPE of it\r\n:1\r\n", ":2\r\n") as [unknown[], unknown];
    assert.ok(reply[1] instanceof Error, "an error reply within an array must be an Error");
    sameReplies(reply, ["OK", { refused: "WRONGTYPE of it" }, 1]);
    assert.equal(next, 2);
  },

  "integers are exact up to 2^53, and rounded beyond": ({ parse }) => {
    for (const integer of [0, -0, 7, -42, 2 ** 31, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
      assert.equal((parse(`:${integer}\r\n`)[0] as number) + 0, integer + 0);
    }
    const [most] = parse(":9223372036854775807\r\n") as [number];
    assert.ok(Math.abs(most / 2 ** 63 - 1) < 1e-12, `${most}`);
  },

  "two parsers do not affect each other": ({ reading }) => {
    const [one, other] = [reading(), reading()];
    for (const [at, byte] of [...sentBytes()].entries()) {
      one.execute(Buffer.from([byte]));
      if (at % 2 === 0) other.execute(at % 4 === 0 ? "$5\r\nhe" : "llo\r\n");
    }
    sameReplies(
      one.read,
      SENT.map(([, reply]) => reply),
    );
    assert.ok(other.read.length > 20);
    for (const each of other.read) assert.equal(String(each), "hello");
  },
};
