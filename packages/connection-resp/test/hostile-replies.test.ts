import { describe, expect, it } from "vitest";
import { parse, parser } from "./parsing.js";

const fatal = (message: RegExp) => ({ fatal: expect.stringMatching(message) });

describe("RespParser, with bytes that no Redis sends", () => {
  it.each([
    ["HTTP/1.1 400 Bad Request\r\n", /"H" is not the start of a RESP2 reply/],
    ["%1\r\n+a\r\n+b\r\n", /"%" is not the start of a RESP2 reply/],
    ["_\r\n", /"_" is not the start of a RESP2 reply/],
    ["\r\n", /"\\r" is not the start of a RESP2 reply/],
    ["$x\r\n", /"x" is not an integer/],
    ["$\r\n", /"\\r" is not an integer/],
    ["$-2\r\n", /-2 is not a valid length/],
    ["$1.5\r\n", /"1\." is not an integer/],
    ["$1e3\r\n", /"1e" is not an integer/],
    ["*x\r\n", /"x" is not an integer/],
    ["*-5\r\n", /-5 is not a valid length/],
    ["*4294967296\r\n", /4294967296 is not a valid length/],
    ["$9999999999\r\n", /9999999999 is not a valid length/],
    [`$${"9".repeat(400)}`, /"9+" is not an integer/],
    [":\r\n", /"\\r" is not an integer/],
    [":-\r\n", /"-\\r" is not an integer/],
    [":12\n\r\n", /"12\\n" is not an integer/],
    [":12\rx", /"12\\r" is not an integer/],
    [":1a\r\n", /"1a" is not an integer/],
    [":1.5\r\n", /"1\." is not an integer/],
    ["+a\rb\r\n", /lone carriage return/],
    ["$1\r\nab\r\n", /not as long as announced/],
    ["$3\r\nab\r\n+OK\r\n", /not as long/],
  ])("%j is a fatal error", (wire, message) => {
    expect(parse([wire])).toEqual([fatal(message)]);
  });

  it("reports a fatal error once, returns the replies before it, and nothing after it", () => {
    expect(parse([":1\r\n?what\r\n:2\r\n", ":3\r\n"])).toEqual([
      1,
      fatal(/"\?" is not the start of a RESP2 reply/),
    ]);
  });

  it("detects a bulk string of the wrong length that came in pieces", () => {
    expect(parse(["$4\r\nab", "cdef\r\n"])).toEqual([fatal(/not as long/)]);
  });

  it("allocates memory for received bytes, not for an announced length", () => {
    const before = process.memoryUsage();
    for (const head of [
      "$4294967296\r\n",
      "*1000000000\r\n",
      "*4294967295\r\n",
      "*1\r\n*1\r\n*999999999\r\n",
    ]) {
      const { read, execute } = parser();
      execute(head);
      execute(head.startsWith("$") ? "some of it" : ":1\r\n:2\r\n");
      expect(read).toEqual([]);
    }
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    expect(arrayBuffers - before.arrayBuffers).toBeLessThan(2 ** 20);
    expect(heapUsed - before.heapUsed).toBeLessThan(2 ** 24);
  });

  it("reads arrays 512 levels deep, and rejects deeper ones", () => {
    const [reply] = parse([`${"*1\r\n".repeat(512)}:1\r\n`]);
    let depth = 0;
    for (let each = reply; Array.isArray(each); each = each[0]) depth += 1;
    expect(depth).toBe(512);
    expect(parse(["*1\r\n".repeat(513)])).toEqual([fatal(/more than 512 levels/)]);
  });

  it("rejects a line without an end", () => {
    const { read, execute } = parser();
    execute("+");
    for (let n = 0; n < 70; n += 1) execute("x".repeat(1024));
    expect(read).toEqual([fatal(/a line is longer than 65536 bytes/)]);
  });
});
