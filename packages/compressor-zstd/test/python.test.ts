import { fileURLToPath } from "node:url";
import { ZstdCompressor } from "@coffer/compressor-zstd";
import { users } from "../../../test/fixtures/users.js";
import { compressorPython } from "../../../test/suites/compressor-python.js";

const file = fileURLToPath(new URL("../../../test/fixtures/dictionaries/old.dict", import.meta.url));
const choices = [
  { title: "zstd", dictionary: "None", own: {} },
  {
    title: "zstd with a dictionary of ours",
    dictionary: `zstandard.ZstdCompressionDict(open(${JSON.stringify(file)}, "rb").read())`,
    own: { DICTIONARY: file },
  },
];

for (const { title, dictionary, own } of choices) {
  const compressor = new ZstdCompressor({ ...own, COMPRESSOR_MIN_LENGTH: 0, MAX_VALUE_BYTES: 2 ** 26 });
  compressorPython({
    title,
    // pyzstd, which django-redis uses, is not in Debian; this is another binding of the same library.
    module: "zstandard",
    setup: `
OPTIONS = ({}, {"level": 19}, {"level": -5}, {"write_checksum": True}, {"write_content_size": False})
dictionary = ${dictionary}
def compressor(**options):
    return zstandard.ZstdCompressor(dict_data=dictionary, **options)
def stream(data):
    writer = compressor().compressobj()
    return writer.compress(data) + writer.flush()
`,
    read: "zstandard.ZstdDecompressor(dict_data=dictionary).decompress(data)",
    write: "[compressor(**options).compress(data) for options in OPTIONS] + [stream(data)]",
    writers: [compressor],
    reader: compressor,
    head: "28b52ffd",
    more: [Buffer.from(JSON.stringify("héllo".repeat(10))), ...users(5, 2)],
  });
}
