import { serializerSuite } from "@coffer/plugin-kit";
import { V8Serializer } from "@coffer/serializer-v8";
import { describe, it } from "vitest";
import { KEPT } from "./support/kept.js";

const refused = {
  "a WeakMap": new WeakMap(),
  "a Promise": Promise.resolve(),
  "a URL": new URL("http://a.b"),
};
serializerSuite({ describe, it, create: () => new V8Serializer(), values: KEPT, refused });
