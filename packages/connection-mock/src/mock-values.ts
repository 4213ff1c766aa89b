import { isUtf8 } from "node:buffer";
import type { CommandArgument, Reply } from "@coffer/cache-core";

/** The prefix of the text that represents non-text bytes in the mock. */
const BYTES = "\0bytes:";

/**
 * An argument as text. To the mock two equal Buffers are two members of a set, and its Lua knows only text. So
 * non-text bytes, such as compressed members, are encoded as text.
 */
export function memberToMock(value: CommandArgument): string {
  if (!Buffer.isBuffer(value)) return String(value);
  return isUtf8(value) ? value.toString() : BYTES + value.toString("base64");
}

/** A reply of the mock in the shapes of RESP2. Lua's values arrive as JavaScript values. */
export function fromMock(value: unknown): Reply {
  if (Array.isArray(value)) return value.map(fromMock);
  if (Buffer.isBuffer(value)) return value.indexOf(BYTES) === 0 ? toBytes(value.toString()) : value;
  if (typeof value === "string") return value.startsWith(BYTES) ? toBytes(value) : Buffer.from(value);
  if (typeof value === "number") return Math.trunc(value);
  if (value === true) return 1;
  return null;
}

function toBytes(text: string): Buffer {
  return Buffer.from(text.slice(BYTES.length), "base64");
}
