import type { Compressor } from "./contracts/compressor.js";
import type { Serializer } from "./contracts/serializer.js";
import {
  type CacheError,
  CompressorError,
  codeOf,
  ERROR_CODES,
  type ErrorCode,
  SerializerError,
} from "./errors.js";

const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;
/** Up to so many digits a number holds exactly. */
const SAFE_DIGITS = 15;
/** Where Python, too, stops to take digits for an integer: it keeps a hostile value from taking for ever. */
const MAX_DIGITS = 4300;

/**
 * Values to stored bytes and back: integers as bare decimals, everything else through the serializer and the
 * compressor. Answers at once unless the compressor takes its time. Whatever a plugin throws becomes a typed error.
 */
export class Codec {
  readonly #serializer: Serializer;
  readonly #compressor: Compressor | undefined;

  /** Without a compressor, text from the serializer goes to the driver as it is, which is faster. */
  constructor(serializer: Serializer, compressor?: Compressor) {
    this.#serializer = serializer;
    this.#compressor = compressor;
  }

  /** @throws TypeError for `undefined`, which means "no value" everywhere. */
  encode(value: unknown): string | Buffer | Promise<Buffer> {
    return integerText(value) ?? this.#compress(this.#dump(value, false));
  }

  /** The form of set and sorted-set members, the same bytes for the same value. */
  encodeMember(value: unknown): string | Buffer | Promise<Buffer> {
    return integerText(value) ?? this.#compress(this.#dump(value, true));
  }

  decode(data: Buffer): unknown {
    const first = data[0] as number;
    if (first <= NINE && (first >= ZERO || first === MINUS)) {
      const integer = parseInteger(data);
      if (integer !== undefined) return integer;
    }
    if (this.#compressor === undefined) return this.#load(data);
    let plain: Buffer | Promise<Buffer>;
    try {
      plain = this.#compressor.decompress(data);
    } catch (error) {
      throw damaged(error);
    }
    if (!(plain instanceof Promise)) return this.#load(plain);
    return plain.then(
      (bytes) => this.#load(bytes),
      (error) => {
        throw damaged(error);
      },
    );
  }

  #dump(value: unknown, member: boolean): string | Buffer {
    if (value === undefined)
      throw new TypeError("value must not be undefined: store null, or delete the key");
    try {
      return member && this.#serializer.dumpsMember !== undefined
        ? this.#serializer.dumpsMember(value)
        : this.#serializer.dumps(value);
    } catch (error) {
      throw typed(error, SerializerError, "ERR_ENCODE", "a value cannot be serialized");
    }
  }

  #compress(data: string | Buffer): string | Buffer | Promise<Buffer> {
    if (this.#compressor === undefined) return data;
    try {
      const compressed = this.#compressor.compress(typeof data === "string" ? Buffer.from(data) : data);
      return compressed instanceof Promise ? compressed.catch(notCompressed) : compressed;
    } catch (error) {
      return notCompressed(error);
    }
  }

  #load(data: Buffer): unknown {
    try {
      return this.#serializer.loads(data);
    } catch (error) {
      throw typed(error, SerializerError, "ERR_DECODE", "a stored value cannot be read", hint(data));
    }
  }
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

function damaged(error: unknown): Error {
  const code = codeOf(error) === "ERR_TOO_LARGE" ? "ERR_TOO_LARGE" : "ERR_DAMAGED";
  return typed(error, CompressorError, code, "a stored value cannot be decompressed");
}

function notCompressed(error: unknown): never {
  throw typed(error, CompressorError, "ERR_COMPRESS", "a value cannot be compressed");
}

/**
 * `error` as an error of `Class`; one that a plugin made itself, perhaps with its own copy of the core, stays. The name alone
 * does not tell: other libraries have a SerializerError, too.
 */
function typed<Code extends ErrorCode>(
  error: unknown,
  Class: new (code: Code, message: string, options: ErrorOptions) => CacheError<Code>,
  code: Code,
  what: string,
  why = error instanceof Error ? error.message : String(error),
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
  const isZlib = data[0] === 0x78 && (0x7800 + second) % 31 === 0;
  if (isZlib || (data[0] === 0x1f && second === 0x8b)) {
    return "it looks compressed (zlib or gzip); set COMPRESSOR to what wrote it";
  }
  return undefined;
}
