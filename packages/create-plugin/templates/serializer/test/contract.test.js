import { describe, it } from "node:test";
import { serializerSuite } from "@coffer/plugin-kit";
import { ExampleSerializer } from "coffer-example";

serializerSuite({
  describe,
  it,
  create: () => new ExampleSerializer(),
  // Values that must come back equal and values that must be rejected, in addition to those of the suite.
  values: { "a text of several lines": "one\ntwo\n" },
  refused: { "a Date": new Date(0), "a Map": new Map([["key", 1]]) },
});
