import assert from "node:assert/strict";
import { isAscii } from "node:buffer";
import { inspect, isDeepStrictEqual } from "node:util";
import type { Serializer } from "@coffer/cache-core";

/** The bytes that Redis stores. */
export function dumped(serializer: Serializer, value: unknown): Buffer {
  const data = serializer.dumps(value);
  assert.ok(
    typeof data === "string" || Buffer.isBuffer(data),
    "dumps must return a string or a Buffer synchronously",
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

/** Asserts that a value is either rejected or comes back equal. */
export function comesBackOrIsRefused(serializer: Serializer, value: unknown): void {
  let data: Buffer;
  try {
    data = dumped(serializer, value);
  } catch {
    return;
  }
  const back = serializer.loads(data);
  // An error that holds an invalid Date crashes the TAP reporter of node:test, so the message has the values only as
  // text.
  if (!isDeepStrictEqual(back, value)) assert.fail(`${inspect(value)} came back as ${inspect(back)}`);
}
