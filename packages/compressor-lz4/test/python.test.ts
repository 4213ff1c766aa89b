import { Lz4Compressor } from "@coffer/compressor-lz4";
import { compressorPython } from "../../../test/suites/compressor-python.js";

const compressor = new Lz4Compressor({ MAX_VALUE_BYTES: 2 ** 26, COMPRESSOR_MIN_LENGTH: 0 });

compressorPython({
  title: "lz4",
  module: "lz4.frame",
  setup: `
OPTIONS = (
    {}, {"compression_level": 9}, {"block_linked": False}, {"store_size": False},
    {"content_checksum": True}, {"block_checksum": True}, {"block_size": lz4.frame.BLOCKSIZE_MAX4MB},
)
`,
  read: "lz4.frame.decompress(data)",
  write: "[lz4.frame.compress(data, **options) for options in OPTIONS]",
  writers: [compressor],
  reader: compressor,
  head: "04224d18",
  more: [Buffer.from(JSON.stringify("héllo".repeat(10)))],
});
