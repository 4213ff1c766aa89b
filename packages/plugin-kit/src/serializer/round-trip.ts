import assert from "node:assert/strict";
import { isAscii } from "node:buffer";
import { inspect, isDeepStrictEqual } from "node:util";
import type { Serializer } from "@coffer/cache-core";

/** The bytes that Redis is given. */
export function dumped(serializer: Serializer, value: unknown): Buffer {
  const data = serializer.dumps(value);
  assert.ok(
    typeof data === "string" || Buffer.isBuffer(data),
    "dumps must give a text or a Buffer, and at once",
  );
  return Buffer.from(data);
}

/** Asserts that a value comes back equal. */
export function comesBack(serializer: Serializer, value: unknown, what?: string): void {
  const data = dumped(serializer, value);
  assert.deepEqual(serializer.loads(data), value, what);
  if (serializer.isText && isAscii(data)) {
    assert.deepEqual(serializer.loads(data, data.toString("latin1")), value, `${what ?? ""} (from its text)`);
  }
}

/** Asserts that a value is refused, or comes back equal: nothing in between. */
export function comesBackOrIsRefused(serializer: Serializer, value: unknown): void {
  let data: Buffer;
  try {
    data = dumped(serializer, value);
  } catch {
    return;
  }
  const back = serializer.loads(data);
  // An error that holds an invalid Date takes the TAP reporter of node:test down with it, so the values are in the text alone.
  if (!isDeepStrictEqual(back, value)) assert.fail(`${inspect(value)} came back as ${inspect(back)}`);
}
