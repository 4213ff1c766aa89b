import { describe, it } from "node:test";
import { serializerSuite } from "@coffer/plugin-kit";
import TaggedJson from "./_tagged-json.mjs";

serializerSuite({
  describe,
  it,
  name: "TaggedJson",
  create: () => new TaggedJson(),
  values: { "a text of several lines": "one\ntwo\n" },
  refused: { "a Date": new Date(0) },
});
