import type { Command } from "@coffer/cache-core";
import { RequestEncoder } from "@coffer/connection-kit";
import { expect, it } from "vitest";

it("accepts more in one command than fits into one string, ASCII or not", () => {
  const long = "x".repeat(64 * 2 ** 20);
  const command: Command = ["SADD", ["key", ...Array.from({ length: 9 }, () => long)]];
  const size = 9 * (long.length + "$67108864\r\n\r\n".length) + "*11\r\n$4\r\nSADD\r\n$3\r\nkey\r\n".length;
  for (const before of ["ASCII", "é"]) {
    const encoder = new RequestEncoder();
    encoder.encode([["SET", ["key", before]]]);
    const pieces = encoder.encode([command]);
    expect(pieces.reduce((sum, piece) => sum + piece.length, 0)).toBe(size);
  }
});
