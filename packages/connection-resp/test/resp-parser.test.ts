import { ReplyError } from "@coffer/connection-resp";
import { describe, expect, it } from "vitest";
import { parse } from "./parsing.js";

describe("RespParser, in addition to the contract of parsers,", () => {
  it("reads statuses as text, and an integer with a plus", () => {
    expect(parse(["+OK\r\n+grüße\r\n:+7\r\n"])).toEqual(["OK", "grüße", 7]);
  });

  it("ignores an empty chunk", () => {
    expect(parse(["", "$3\r\nab", "", "c\r\n", ""])).toEqual([Buffer.from("abc")]);
  });

  it("returns an error within an array in its place as a ReplyError", () => {
    const [reply] = parse(["*2\r\n+OK\r\n-WRONGTYPE of it\r\n"]);
    expect(reply).toEqual(["OK", expect.any(ReplyError)]);
  });

  it.each([
    ["9223372036854775807", 2 ** 63],
    ["-9223372036854775808", -(2 ** 63)],
    ["9007199254740993", Number("9007199254740993")],
    ["1234567890123456789", 1234567890123456800],
  ])("rounds the integer %s, as JavaScript itself does", (digits, number) => {
    expect(parse([`:${digits}\r\n`])).toEqual([number]);
  });
});
