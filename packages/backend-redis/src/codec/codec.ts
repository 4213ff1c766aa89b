import { integerText, parseInteger } from "@coffer/backend-kit";
import type {
  CacheError,
  Compressor,
  Codec as Contract,
  Counters,
  DecodedText,
  ErrorCode,
  Serializer,
} from "@coffer/cache-core";
import { CompressorError, codeOf, ERROR_CODES, kindOf, SerializerError } from "@coffer/cache-core";

const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;

export interface CodecOptions {
  readonly statistics?: Pick<Counters, "countError"> | undefined;
  /** The most bytes that a serialized value may have; a larger one is refused. Default: no limit. */
  readonly maxValueBytes?: number | undefined;
}

/** Encodes values with the serializer and the compressor of the cache, and decodes them. */
export class Codec implements Contract {
  readonly encrypts: boolean = false;
  readonly #serializer: Serializer;
  readonly #compressor: Compressor | undefined;
  readonly #statistics: Pick<Counters, "countError"> | undefined;
  readonly #maxBytes: number;
  readonly #takesText: boolean;

  /** Without a compressor, text from the serializer goes to the driver unchanged, which is faster. */
  constructor(serializer: Serializer, compressor?: Compressor, options: CodecOptions = {}) {
    this.#serializer = serializer;
    this.#compressor = compressor;
    this.#takesText = serializer.isText === true;
    this.#statistics = options.statistics;
    this.#maxBytes = options.maxValueBytes ?? Number.POSITIVE_INFINITY;
  }

  /**
   * @param key the Redis key under which the value is stored.
   * @param _field the field under which it is stored, if the key holds a hash.
   * @throws TypeError for `undefined`, which means "no value" everywhere; SerializerError for what cannot be serialized, or not
   * within `MAX_VALUE_BYTES`; CompressorError; CipherError.
   */
  encode(value: unknown, key?: string, _field?: string): string | Buffer | Promise<Buffer> {
    return integerText(value) ?? this.#compress(this.#dump(value, false, key), key);
  }

  /**
   * Encodes a member of a set or sorted set: equal values have equal bytes.
   * @param key the Redis key, for messages.
   */
  encodeMember(value: unknown, key?: string): string | Buffer | Promise<Buffer> {
    return integerText(value) ?? this.#compress(this.#dump(value, true, key), key);
  }

  /**
   * @param key the Redis key from which the value was read.
   * @param texts the texts of the batch that the value arrived in.
   * @param field the field from which it was read, if the key holds a hash.
   */
  decode(data: Buffer, key?: string, texts?: DecodedText, field?: string): unknown {
    const first = data[0] as number;
    if (first <= NINE && (first >= ZERO || first === MINUS)) {
      const integer = parseInteger(data);
      if (integer !== undefined) return integer;
    }
    if (this.#compressor === undefined) {
      return this.#load(data, key, field, this.#takesText ? texts?.of(data) : undefined);
    }
    const plain = this.#inflate(this.#compressor, data, key, field);
    if (!(plain instanceof Promise)) return this.#load(plain, key, field);
    return plain.then((bytes) => this.#load(bytes, key, field));
  }

  /** Undefined for an integer, and where nothing compresses. */
  inflate(data: Buffer, key?: string): Buffer | undefined | Promise<Buffer | undefined> {
    if (this.#compressor === undefined || parseInteger(data) !== undefined) return undefined;
    return this.#inflate(this.#compressor, data, key, undefined);
  }

  #inflate(
    compressor: Compressor,
    data: Buffer,
    key: string | undefined,
    field: string | undefined,
  ): Buffer | Promise<Buffer> {
    const unreadable = (error: unknown): never => {
      throw this.#unreadable(damaged(error, key, field));
    };
    try {
      const plain = bytesOf(compressor.decompress(data), "decompress");
      return plain instanceof Promise ? plain.catch(unreadable) : plain;
    } catch (error) {
      return unreadable(error);
    }
  }

  deserialize(plain: Buffer, key?: string): unknown {
    return this.#load(plain, key, undefined);
  }

  /**
   * Decodes a member of a set or sorted set.
   * @param key the Redis key, for messages.
   */
  decodeMember(data: Buffer, key?: string): unknown {
    return this.decode(data, key);
  }

  #dump(value: unknown, member: boolean, key: string | undefined): string | Buffer {
    if (value === undefined)
      throw new TypeError("value must not be undefined: store null, or delete the key");
    let data: string | Buffer;
    try {
      const dumped =
        member && this.#serializer.dumpsMember !== undefined
          ? this.#serializer.dumpsMember(value)
          : this.#serializer.dumps(value);
      data = typeof dumped === "string" ? dumped : viewOf(dumped, "dumps");
    } catch (error) {
      throw typed(error, SerializerError, "ERR_ENCODE", `${named(key)} cannot be serialized`);
    }
    this.#checkSize(data, key);
    return data;
  }

  /** Checks the size before compression, since a read checks the inflated size: what is stored can be read. */
  #checkSize(data: string | Buffer, key: string | undefined): void {
    // A UTF-16 unit has at most three bytes in UTF-8, so short texts need not be measured.
    if (data.length * 3 <= this.#maxBytes) return;
    const bytes = Buffer.byteLength(data);
    if (bytes <= this.#maxBytes) return;
    throw new SerializerError(
      "ERR_ENCODE",
      `${named(key)} is not stored: serialized it has ${bytes} bytes, and MAX_VALUE_BYTES allows ${this.#maxBytes}`,
    );
  }

  #compress(data: string | Buffer, key: string | undefined): string | Buffer | Promise<Buffer> {
    if (this.#compressor === undefined) return data;
    const fail = (error: unknown): never => {
      throw typed(error, CompressorError, "ERR_COMPRESS", `${named(key)} cannot be compressed`);
    };
    try {
      const bytes = typeof data === "string" ? Buffer.from(data) : data;
      const compressed = bytesOf(this.#compressor.compress(bytes), "compress");
      return compressed instanceof Promise ? compressed.catch(fail) : compressed;
    } catch (error) {
      return fail(error);
    }
  }

  #load(data: Buffer, key: string | undefined, field: string | undefined, text?: string): unknown {
    try {
      return this.#serializer.loads(data, text);
    } catch (error) {
      const failure = typed(
        error,
        SerializerError,
        "ERR_DECODE",
        `${stored(key, field)} cannot be read`,
        hint(data),
      );
      throw this.#unreadable(failure);
    }
  }

  #unreadable(error: Error): Error {
    this.#statistics?.countError(error);
    return error;
  }
}

export function named(key: string | undefined): string {
  return key === undefined ? "a value" : `the value of ${JSON.stringify(key)}`;
}

export function stored(key: string | undefined, field: string | undefined): string {
  if (key === undefined) return "a stored value";
  const part = field === undefined ? "" : `the field ${JSON.stringify(field)} of `;
  return `the stored value of ${part}${JSON.stringify(key)}`;
}

/** The bytes that a plugin returns, synchronously or as a promise, as a Buffer. */
export function bytesOf(data: unknown, method: string): Buffer | Promise<Buffer> {
  const later =
    typeof data === "object" && data !== null && "then" in data && typeof data.then === "function";
  if (!later) return viewOf(data, method);
  return Promise.resolve(data as PromiseLike<unknown>).then((bytes) => viewOf(bytes, method));
}

/** Accepts any view on bytes. Anything else would be stored as its text. */
function viewOf(data: unknown, method: string): Buffer {
  if (Buffer.isBuffer(data)) return data;
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  throw new TypeError(`${method} must return bytes, got ${kindOf(data)}`);
}

function damaged(error: unknown, key: string | undefined, field: string | undefined): Error {
  const code = codeOf(error) === "ERR_TOO_LARGE" ? "ERR_TOO_LARGE" : "ERR_DAMAGED";
  return typed(error, CompressorError, code, `${stored(key, field)} cannot be decompressed`);
}

/**
 * Returns `error` as an error of `Class`. An error of this class that a plugin threw is returned unchanged, even if the plugin has its own
 * copy of the core. The name alone is not enough: other libraries have a SerializerError, too.
 */
export function typed<Code extends ErrorCode>(
  error: unknown,
  Class: new (code: Code, message: string, options: ErrorOptions) => CacheError<Code>,
  code: Code,
  what: string,
  why: string = error instanceof Error ? error.message : String(error),
): Error {
  const isTyped = Object.hasOwn(ERROR_CODES, codeOf(error) ?? "");
  if (isTyped && error instanceof Error && error.name === Class.prototype.name) return error;
  return new Class(code, `${what}: ${why}`, { cause: error });
}

/** Describes bytes that look like another format, as after a change of the settings. */
function hint(data: Buffer): string | undefined {
  if (data.length === 0) return "it is empty";
  const second = data[1] ?? 0;
  if (data[0] === 0x80 && second >= 2 && second <= 5) {
    return "it looks like Python's pickle, which only Python reads; let the Django side use the JSON or msgpack serializer";
  }
  if (data[0] === 0xc1 && second === 0xae) return "it looks encrypted; set CIPHER to what wrote it";
  const isZlib = data[0] === 0x78 && (0x7800 + second) % 31 === 0;
  if (isZlib || (data[0] === 0x1f && second === 0x8b)) {
    return "it looks compressed (zlib or gzip); set COMPRESSOR to what wrote it";
  }
  return undefined;
}
