import assert from "node:assert/strict";

/** Asserts that a time left is in these limits: a test cannot know how long the call took. */
export function between(actual: number | null, min: number, max: number): void {
  assert.ok(
    actual !== null && actual >= min && actual <= max,
    `expected something from ${min} to ${max}, got ${actual}`,
  );
}
