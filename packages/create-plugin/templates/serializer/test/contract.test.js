import { describe, it } from "node:test";
import { serializerSuite } from "@coffer/plugin-kit";
import { ExampleSerializer } from "coffer-example";

serializerSuite({
  describe,
  it,
  create: () => new ExampleSerializer(),
  // Values that have to come back equal, and values that have to be refused, besides those that every serializer has to know.
  values: { "a text of several lines": "one\ntwo\n" },
  refused: { "a Date": new Date(0), "a Map": new Map([["key", 1]]) },
});
