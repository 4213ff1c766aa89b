import assert from "node:assert/strict";

/** Asserts that what was read is what was sent. A status may be text or bytes, a bulk string is bytes. */
export function sameReplies(read: unknown, sent: unknown, what?: string): void {
  assert.deepEqual(like(read, sent), sent, what);
}

/** `read`, with bytes as text where the other has text, and an error as what it says where the other has a refusal. */
function like(read: unknown, sent: unknown): unknown {
  if (typeof sent === "string" && Buffer.isBuffer(read)) return read.toString();
  if (Array.isArray(read) && Array.isArray(sent)) return read.map((each, at) => like(each, sent[at]));
  if (read instanceof Error) return { refused: read.message };
  // One parser gives views of what it was given, which are Buffers of their own kind; equal bytes are equal.
  return Buffer.isBuffer(read) ? Buffer.from(read) : read;
}
