import { promisify } from "node:util";
import { brotliCompress, brotliDecompress, constants, crc32 } from "node:zlib";
import type { CacheOptions, Compressor, OptionDeclarations } from "@coffer/cache-core";
import { OPTIONS } from "./options.js";

const deflate = promisify(brotliCompress);
const inflate = promisify(brotliDecompress);

/** Brotli streams have neither a magic number nor a checksum: the format puts both in front, 4 bytes each. */
const MAGIC = Buffer.from([0xce, 0xb2, 0x4c, 0x01]);
const HEADER_LENGTH = MAGIC.length + 4;
const DEFAULT_LIMIT = 64 * 2 ** 20;

/** Brotli, compressed in the thread pool. */
export class ExampleCompressor implements Compressor {
  static readonly options: OptionDeclarations = OPTIONS;

  readonly #quality: number;
  readonly #minLength: number;
  readonly #limit: number;

  constructor(options: CacheOptions = {}) {
    this.#quality = options.EXAMPLE_QUALITY ?? OPTIONS.EXAMPLE_QUALITY.default;
    this.#minLength = options.EXAMPLE_MIN_LENGTH ?? OPTIONS.EXAMPLE_MIN_LENGTH.default;
    this.#limit = options.MAX_VALUE_BYTES ?? DEFAULT_LIMIT;
  }

  /** The compressed form, or `data` itself if that is shorter. */
  async compress(data: Buffer): Promise<Buffer> {
    // Data that looks compressed is always compressed: otherwise it would be inflated when it is read.
    const looksCompressed = isCompressed(data);
    if (data.length <= this.#minLength && !looksCompressed) return data;
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: this.#quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
    };
    const stream = await deflate(data, { params });
    const header = Buffer.alloc(HEADER_LENGTH);
    MAGIC.copy(header);
    header.writeUInt32LE(crc32(data), MAGIC.length);
    return looksCompressed || HEADER_LENGTH + stream.length < data.length
      ? Buffer.concat([header, stream])
      : data;
  }

  /**
   * The inflated bytes; bytes of another format are returned as they are.
   * @throws an error with the code ERR_TOO_LARGE if it would inflate to more than MAX_VALUE_BYTES, and another error
   * for damaged bytes.
   */
  async decompress(data: Buffer): Promise<Buffer> {
    if (!isCompressed(data)) return data;
    if (data.length < HEADER_LENGTH) throw new Error("the brotli value is truncated");
    const plain = await inflate(data.subarray(HEADER_LENGTH), { maxOutputLength: this.#limit }).catch(
      (error) => {
        throw this.#explain(error);
      },
    );
    if (crc32(plain) !== data.readUInt32LE(MAGIC.length)) throw new Error("the brotli value is damaged");
    return plain;
  }

  #explain(cause: NodeJS.ErrnoException): Error {
    if (cause.code !== "ERR_BUFFER_TOO_LARGE") return new Error("the brotli value is damaged", { cause });
    const error = new RangeError(
      `the value would inflate to more than MAX_VALUE_BYTES allows, ${this.#limit}`,
    );
    return Object.assign(error, { code: "ERR_TOO_LARGE" });
  }
}

function isCompressed(data: Buffer): boolean {
  return data.subarray(0, MAGIC.length).equals(MAGIC);
}
