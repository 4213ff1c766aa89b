import { GzipCompressor, ZlibCompressor } from "@coffer/compressor-zlib";
import { compressorPython } from "../../../test/suites/compressor-python.js";

const formats = [
  { module: "zlib", error: "zlib.error", option: "level", Compressor: ZlibCompressor },
  { module: "gzip", error: "gzip.BadGzipFile", option: "compresslevel", Compressor: GzipCompressor },
];

for (const { module, error, option, Compressor } of formats) {
  compressorPython({
    title: `${module}`,
    module,
    // As in django-redis: bytes that the library cannot inflate are returned unchanged.
    setup: `
def read(data):
    try:
        return ${module}.decompress(data)
    except ${error}:
        return data
`,
    read: "read(data)",
    write: `[${module}.compress(data, ${option}=level) for level in (0, 1, 6, 9)]`,
    writers: [0, 1, 6, 9].map((COMPRESSOR_LEVEL) => new Compressor({ COMPRESSOR_LEVEL })),
    reader: new Compressor({ MAX_VALUE_BYTES: 2 ** 26 }),
    more: [
      ...[0, 1, 15, 16, 17, 16_383, 16_384].map((length) => JSON.stringify("héllo".repeat(length))),
      "x^2 is raw text",
      "80.5",
    ].map((text) => Buffer.from(text)),
  });
}
