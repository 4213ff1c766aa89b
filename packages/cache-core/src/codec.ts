import type { Compressor } from "./contracts/compressor.js";
import type { Serializer } from "./contracts/serializer.js";
import type { Counters } from "./contracts/statistics.js";
import {
  type CacheError,
  CompressorError,
  codeOf,
  ERROR_CODES,
  type ErrorCode,
  SerializerError,
} from "./errors.js";
import { kindOf } from "./kind-of.js";

const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;
/** Up to so many digits a number holds exactly. */
const SAFE_DIGITS = 15;
/** Where Python, too, stops to take digits for an integer: it keeps a hostile value from taking for ever. */
const MAX_DIGITS = 4300;

/** Texts of bytes, where they are cheaper to have than by making them. */
export interface DecodedText {
  /** Undefined where it is not, or not ASCII. */
  of(data: Buffer): string | undefined;
}

export interface CodecOptions {
  readonly statistics?: Pick<Counters, "countError"> | undefined;
  /** What is serialized to more bytes is not stored. Default: no limit. */
  readonly maxValueBytes?: number | undefined;
}

/**
 * Values to stored bytes and back: integers as bare decimals, everything else through the serializer and the
 * compressor. Answers at once unless the compressor takes its time. Whatever a plugin throws becomes a typed error.
 */
export class Codec {
  /**
   * Whether everything is encrypted and bound to its key, integers included: then Redis cannot count, and a value that is renamed cannot
   * be read.
   */
  readonly encrypts: boolean = false;
  readonly #serializer: Serializer;
  readonly #compressor: Compressor | undefined;
  readonly #statistics: Pick<Counters, "countError"> | undefined;
  readonly #maxBytes: number;
  readonly #takesText: boolean;

  /** Without a compressor, text from the serializer goes to the driver as it is, which is faster. */
  constructor(serializer: Serializer, compressor?: Compressor, options: CodecOptions = {}) {
    this.#serializer = serializer;
    this.#compressor = compressor;
    this.#takesText = serializer.isText === true;
    this.#statistics = options.statistics;
    this.#maxBytes = options.maxValueBytes ?? Number.POSITIVE_INFINITY;
  }

  /**
   * @param key the key in Redis that it is for.
   * @param _field the field that it is for, where the key holds a hash.
   * @throws TypeError for `undefined`, which means "no value" everywhere; SerializerError for what cannot be serialized, or not
   * within `MAX_VALUE_BYTES`; CompressorError; CipherError.
   */
  encode(value: unknown, key?: string, _field?: string): string | Buffer | Promise<Buffer> {
    return integerText(value) ?? this.#compress(this.#dump(value, false, key), key);
  }

  /**
   * The form of set and sorted-set members, the same bytes for the same value.
   * @param key the key that it is for, for messages.
   */
  encodeMember(value: unknown, key?: string): string | Buffer | Promise<Buffer> {
    return integerText(value) ?? this.#compress(this.#dump(value, true, key), key);
  }

  /**
   * @param key the key in Redis that it is from.
   * @param texts of what came with it.
   * @param field the field that it is from, where the key holds a hash.
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
    let plain: Buffer | Promise<Buffer>;
    try {
      plain = bytesOf(this.#compressor.decompress(data), "decompress");
    } catch (error) {
      throw this.#unreadable(damaged(error, key, field));
    }
    if (!(plain instanceof Promise)) return this.#load(plain, key, field);
    return plain.then(
      (bytes) => this.#load(bytes, key, field),
      (error) => {
        throw this.#unreadable(damaged(error, key, field));
      },
    );
  }

  /**
   * A member of a set or sorted set.
   * @param key the key that it is from, for messages.
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

  /** Before it is compressed: what is read back is measured by what it inflates to, and so whether it can be read. */
  #checkSize(data: string | Buffer, key: string | undefined): void {
    // A character has three bytes at most, so that short texts need not be counted.
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

/** What a plugin gives at once or later, as Buffers. */
export function bytesOf(data: unknown, method: string): Buffer | Promise<Buffer> {
  const later =
    typeof data === "object" && data !== null && "then" in data && typeof data.then === "function";
  if (!later) return viewOf(data, method);
  return Promise.resolve(data as PromiseLike<unknown>).then((bytes) => viewOf(bytes, method));
}

/** Any view on bytes is as good as a Buffer; anything else would be stored as its text. */
function viewOf(data: unknown, method: string): Buffer {
  if (Buffer.isBuffer(data)) return data;
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  throw new TypeError(`${method} must give bytes, and gave ${kindOf(data)}`);
}

function integerText(value: unknown): string | undefined {
  if (typeof value === "number") {
    // Larger numbers and -0 would come back as something else: the serializer writes them as floats.
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : undefined;
  }
  if (typeof value !== "bigint") return undefined;
  const text = String(value);
  // What would not be read as an integer is not written as one.
  return text.length - (value < 0n ? 1 : 0) > MAX_DIGITS ? undefined : text;
}

/** The integer that `data` spells, a bigint where a number would lose digits; undefined for anything else. */
export function parseInteger(data: Buffer): number | bigint | undefined {
  const length = data.length;
  const negative = data[0] === MINUS;
  let digit = negative ? 1 : 0;
  if (length === digit || length - digit > MAX_DIGITS) return undefined;
  let sum = 0;
  for (; digit < length; digit++) {
    const code = data[digit] as number;
    if (code < ZERO || code > NINE) return undefined;
    sum = sum * 10 + (code - ZERO);
  }
  if (length <= SAFE_DIGITS) return negative && sum !== 0 ? -sum : sum;
  return narrow(BigInt(data.toString("latin1")));
}

/** A bigint as a number where it fits without loss. */
export function narrow(integer: bigint): number | bigint {
  const number = Number(integer);
  return Number.isSafeInteger(number) ? number : integer;
}

function damaged(error: unknown, key: string | undefined, field: string | undefined): Error {
  const code = codeOf(error) === "ERR_TOO_LARGE" ? "ERR_TOO_LARGE" : "ERR_DAMAGED";
  return typed(error, CompressorError, code, `${stored(key, field)} cannot be decompressed`);
}

/**
 * `error` as an error of `Class`; one that a plugin made itself, perhaps with its own copy of the core, stays. The name alone
 * does not tell: other libraries have a SerializerError, too.
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

/** What the bytes look like, where that tells what is wrong with the settings. */
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
