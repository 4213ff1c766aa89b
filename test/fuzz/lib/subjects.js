import { Codec } from "@coffer/backend-redis";
import { Lz4Compressor } from "@coffer/compressor-lz4";
import { LzmaCompressor } from "@coffer/compressor-lzma";
import { GzipCompressor, ZlibCompressor } from "@coffer/compressor-zlib";
import { ZstdCompressor } from "@coffer/compressor-zstd";
import { JsonSerializer } from "@coffer/serializer-json";
import { MsgPackSerializer } from "@coffer/serializer-msgpack";
import { V8Serializer } from "@coffer/serializer-v8";

/** Small, so that few bytes are a bomb. */
export const MAX_VALUE_BYTES = 2 ** 20;

// Everything is compressed, however short. LZMA has its fastest level.
const OPTIONS = { MAX_VALUE_BYTES, COMPRESSOR_MIN_LENGTH: 0 };

/** @type {Readonly<Record<string, () => import("@coffer/cache-core").Serializer>>} */
const SERIALIZERS = {
  json: () => new JsonSerializer(),
  msgpack: () => new MsgPackSerializer(),
  v8: () => new V8Serializer(),
};

/** @type {Readonly<Record<string, () => import("@coffer/cache-core").Compressor | undefined>>} */
const COMPRESSORS = {
  none: () => undefined,
  zlib: () => new ZlibCompressor(OPTIONS),
  gzip: () => new GzipCompressor(OPTIONS),
  zstd: () => new ZstdCompressor(OPTIONS),
  lz4: () => new Lz4Compressor(OPTIONS),
  lzma: () => new LzmaCompressor({ ...OPTIONS, COMPRESSOR_LEVEL: 0 }),
};

/**
 * Every serializer with every compressor, and with none.
 * @typedef {{
 *   readonly name: string,
 *   readonly serializer: import("@coffer/cache-core").Serializer,
 *   readonly compressor: import("@coffer/cache-core").Compressor | undefined,
 *   readonly codec: Codec,
 * }} Subject
 * @returns {Subject[]}
 */
export function makeSubjects() {
  return Object.entries(COMPRESSORS).flatMap(([compressorName, makeCompressor]) =>
    Object.entries(SERIALIZERS).map(([serializerName, makeSerializer]) => {
      const serializer = makeSerializer();
      const compressor = makeCompressor();
      const codec = new Codec(serializer, compressor, { maxValueBytes: MAX_VALUE_BYTES });
      return { name: `${serializerName} ${compressorName}`, serializer, compressor, codec };
    }),
  );
}
