import assert from "node:assert/strict";

/**
 * Asserts that the parsed replies are those that were sent. A status may be text or bytes, a bulk string is bytes.
 */
export function sameReplies(read: unknown, sent: unknown, what?: string): void {
  assert.deepEqual(like(read, sent), sent, what);
}

/**
 * `read`, with bytes as text where the expected value is text, and an error as its message where an error is
 * expected.
 */
function like(read: unknown, sent: unknown): unknown {
  if (typeof sent === "string" && Buffer.isBuffer(read)) return read.toString();
  if (Array.isArray(read) && Array.isArray(sent)) return read.map((each, at) => like(each, sent[at]));
  if (read instanceof Error) return { refused: read.message };
  // One parser returns views that are a subclass of Buffer; equal bytes are equal.
  return Buffer.isBuffer(read) ? Buffer.from(read) : read;
}
