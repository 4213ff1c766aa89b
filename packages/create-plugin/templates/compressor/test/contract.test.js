import { describe, it } from "node:test";
import { compressorSuite } from "@coffer/plugin-kit";
import { ExampleCompressor } from "coffer-example";

compressorSuite({
  describe,
  it,
  create: (options) => new ExampleCompressor(options),
  damageMessage: /damaged|cut short|MAX_VALUE_BYTES/,
});
