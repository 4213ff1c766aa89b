import { LzmaCompressor } from "@coffer/compressor-lzma";
import { compressorPython } from "../../../test/suites/compressor-python.js";

compressorPython({
  title: "xz",
  module: "lzma",
  setup: `
OPTIONS = (
    {"preset": 4}, {"preset": 0}, {"check": lzma.CHECK_SHA256}, {"check": lzma.CHECK_NONE},
    {"format": lzma.FORMAT_ALONE},
    {"filters": [{"id": lzma.FILTER_DELTA, "dist": 2}, {"id": lzma.FILTER_LZMA2}]},
)
# Takes 700 MB of memory each time, and what it announces does not depend on the value: for the longest one only.
LARGEST = ({"preset": 9}, {"format": lzma.FORMAT_ALONE, "preset": 9})
`,
  read: "lzma.decompress(data)",
  write:
    "[lzma.compress(data, **options) for options in OPTIONS + (LARGEST if len(data) > 1_000_000 else ())]",
  writers: [0, 3, 4, 9].map((COMPRESSOR_LEVEL) => new LzmaCompressor({ COMPRESSOR_LEVEL })),
  reader: new LzmaCompressor({ MAX_VALUE_BYTES: 2 ** 26 }),
  head: "fd377a585a00",
});
