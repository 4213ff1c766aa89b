import { Lz4Compressor } from "@coffer/compressor-lz4";
import { compressorSuite } from "@coffer/plugin-kit";
import { describe, it } from "vitest";

const cannot = {
  "compressed bytes with one byte changed are an error":
    "the original's frames have no checksums (row 58), so damage within literals goes unseen",
};

compressorSuite({ describe, it, create: (options) => new Lz4Compressor(options), cannot });
