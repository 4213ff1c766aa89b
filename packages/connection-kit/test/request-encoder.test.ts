import type { Command, CommandArgument } from "@coffer/cache-core";
import { RequestEncoder, type RequestPiece } from "@coffer/connection-kit";
import fc from "fast-check";
import { expect, it } from "vitest";

function bytesOf(pieces: readonly RequestPiece[]): Buffer {
  return Buffer.concat(
    pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece, "latin1") : piece)),
  );
}

/** The protocol in its plainest form. */
function asResp(commands: readonly Command[]): Buffer {
  return Buffer.concat(
    commands.flatMap(([name, args]) => [
      Buffer.from(`*${args.length + 1}\r\n`),
      ...[name, ...args].flatMap((each) => {
        const bytes = Buffer.isBuffer(each) ? each : Buffer.from(String(each));
        return [Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from("\r\n")];
      }),
    ]),
  );
}

// Where the encoder takes another path: counted or not, copied or not, and more than one piece.
const length = fc.constantFrom(
  0,
  1,
  511,
  512,
  1023,
  1024,
  16_383,
  16_384,
  16_385,
  49_153,
  2 ** 20,
  2 ** 20 + 1,
);
const character = fc.constantFrom("a", "\0", "\x7f", "\x80", "é", "ÿ", "Ā", "€", "😀", "\ud800", "\udc00");
const text = fc
  .tuple(length, character, fc.boolean())
  .map(([size, each, isAsciiBefore]) =>
    isAsciiBefore ? "a".repeat(Math.max(0, size - 1)) + each : each.repeat(size).slice(0, size),
  );
const argument: fc.Arbitrary<CommandArgument> = fc.oneof(
  { weight: 3, arbitrary: text },
  text.map((each) => Buffer.from(each)),
  fc.constantFrom(0, -1.5, 2 ** 53, 10n ** 20n),
);
const command: fc.Arbitrary<Command> = fc.tuple(
  fc.constantFrom("SET", "mget"),
  fc.array(argument, { maxLength: 3 }),
);

it("writes the protocol, whatever came before", () => {
  const encoder = new RequestEncoder();
  fc.assert(
    fc.property(fc.array(command, { minLength: 1, maxLength: 4 }), (commands) => {
      expect(bytesOf(encoder.encode(commands)).equals(asResp(commands))).toBe(true);
    }),
  );
});

it("rejects invalid command names and arguments", () => {
  const encoder = new RequestEncoder();
  for (const name of ["", "GET key", "GET\r\nx", "gét"]) {
    expect(() => encoder.encode([[name, []]])).toThrow(/is not the name of a command/);
  }
  for (const bad of [undefined, null, true, {}, new Uint8Array(1)]) {
    expect(() => encoder.encode([["SET", ["key", bad as string]]])).toThrow(/^an argument of SET must be/);
  }
});
