import { ReplyError } from "@coffer/connection-resp";
import { describe, expect, it } from "vitest";
import { parse, parser } from "./parsing.js";

/** A reply in RESP2, and what it is read as. */
const REPLIES: readonly (readonly [wire: string, read: unknown])[] = [
  ["+OK\r\n", "OK"],
  ["+\r\n", ""],
  ["+grüße\r\n", "grüße"],
  ["-ERR no\r\n", { refused: "ERR no" }],
  [":0\r\n", 0],
  [":-42\r\n", -42],
  [":+7\r\n", 7],
  [":9007199254740991\r\n", 9007199254740991],
  ["$0\r\n\r\n", Buffer.alloc(0)],
  ["$7\r\na\r\nb\r\n!\r\n", Buffer.from("a\r\nb\r\n!")],
  ["$-1\r\n", null],
  ["*0\r\n", []],
  ["*-1\r\n", null],
  ["*4\r\n$1\r\na\r\n$-1\r\n:3\r\n+fine\r\n", [Buffer.from("a"), null, 3, "fine"]],
  ["*3\r\n*2\r\n:1\r\n*0\r\n*1\r\n*1\r\n$1\r\nx\r\n*-1\r\n", [[1, []], [[Buffer.from("x")]], null]],
];

const ALL = Buffer.from(REPLIES.map(([wire]) => wire).join(""));
const ALL_READ = REPLIES.map(([, read]) => read);

describe("RespParser", () => {
  it.each(REPLIES)("reads %j", (wire, read) => {
    expect(parse([wire])).toEqual([read]);
  });

  it("reads many replies of one chunk, in their order", () => {
    expect(parse([ALL])).toEqual(ALL_READ);
  });

  it("reads the same wherever the chunks begin and end", () => {
    for (let cut = 1; cut < ALL.length; cut += 1) {
      expect(parse([ALL.subarray(0, cut), ALL.subarray(cut)]), `cut at ${cut}`).toEqual(ALL_READ);
    }
    for (const size of [1, 2, 3, 5, 7]) {
      const chunks = Array.from({ length: Math.ceil(ALL.length / size) }, (_, index) =>
        ALL.subarray(index * size, (index + 1) * size),
      );
      expect(parse(chunks), `chunks of ${size}`).toEqual(ALL_READ);
    }
  });

  it("takes an empty chunk for nothing", () => {
    expect(parse(["", "$3\r\nab", "", "c\r\n", ""])).toEqual([Buffer.from("abc")]);
  });

  it("leaves a refusal within an array in its place, and reads on", () => {
    const [reply, next] = parse(["*3\r\n+OK\r\n-WRONGTYPE of it\r\n:1\r\n", ":2\r\n"]) as [
      unknown[],
      unknown,
    ];
    expect(reply).toEqual(["OK", expect.any(ReplyError), 1]);
    expect((reply[1] as Error).message).toBe("WRONGTYPE of it");
    expect(next).toBe(2);
  });

  it.each([
    ["9223372036854775807", 2 ** 63],
    ["-9223372036854775808", -(2 ** 63)],
    ["9007199254740993", Number("9007199254740993")],
    ["1234567890123456789", 1234567890123456800],
  ])("rounds the integer %s, as JavaScript itself does", (digits, number) => {
    expect(parse([`:${digits}\r\n`])).toEqual([number]);
  });

  it("gives every byte of a bulk string back, in one chunk or in many", () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const wire = Buffer.concat([Buffer.from("$256\r\n"), bytes, Buffer.from("\r\n")]);
    expect(parse([wire])).toEqual([bytes]);
    expect(parse([...wire].map((byte) => Buffer.from([byte])))).toEqual([bytes]);
  });

  it("hands out Buffers that stay as they are while more is read", () => {
    const { read, execute } = parser();
    const values = Array.from({ length: 300 }, (_, n) => String(n).repeat(1 + (n % 50)));
    const wire = values.map((value) => `$${value.length}\r\n${value}\r\n`).join("");
    for (let at = 0; at < wire.length; at += 37) execute(wire.slice(at, at + 37));
    expect(read.map(String)).toEqual(values);
  });

  it("copies a bulk string of many chunks once: to copy it with each of them would take minutes", () => {
    const chunk = Buffer.alloc(4096, "0123456789abcde\n");
    const count = 16_000;
    const { read, execute } = parser();
    execute(`$${count * chunk.length}\r\n`);
    for (let n = 0; n < count; n += 1) execute(chunk);
    execute("\r\n");
    const [value] = read as Buffer[];
    expect(value?.length).toBe(count * chunk.length);
    expect(value?.subarray(-chunk.length).equals(chunk)).toBe(true);
  });
});
