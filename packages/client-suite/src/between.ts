import assert from "node:assert/strict";

/** Asserts that a remaining time is within these limits: a test cannot know how long the call took. */
export function between(actual: number | null, min: number, max: number): void {
  assert.ok(
    actual !== null && actual >= min && actual <= max,
    `expected a number from ${min} to ${max}, got ${actual}`,
  );
}
