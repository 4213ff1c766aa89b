import type { CacheOptions, OptionDeclarations } from "@coffer/cache-core";
import { BaseCompressor, isTooLarge, tooLargeError } from "@coffer/compressor-kit";
import { Background } from "./background.js";
import { type Dictionary, readDictionaries } from "./dictionary.js";
import { contentSizeOf, Engine, type EngineOptions } from "./engine.js";
import { OPTIONS } from "./options.js";

const MAGIC = 0xfd2fb528;

/**
 * Where the threads begin, in bytes before compression. Measured on two cores, Node 20, JSON text, microseconds that the
 * event loop is busy, here against there: to compress with level 3 10 KB 13/8, 64 KB 65/16, 1 MB 1600/57; to inflate to
 * 10 KB 8/8, 64 KB 30/7, 1 MB 400/21. A thread costs each value some 12 us, and the first one 30 ms to start. Higher
 * levels are slower by so much that they are moved earlier: 10 KB take 80 us with 6, 230 with 9, 470 with 12, 1,800 with 19.
 */
const INFLATE_IN_THREAD_FROM = 64 * 1024;
const COMPRESS_IN_THREAD_FROM = [
  { upTo: 4, length: 32 * 1024 },
  { upTo: 8, length: 8 * 1024 },
  { upTo: 12, length: 2 * 1024 },
];
const COMPRESS_IN_THREAD_ABOVE = 1024;

/** zstd frames, as pyzstd and the `zstd` command read and write them. Level 3 unless the settings say otherwise. */
export class ZstdCompressor extends BaseCompressor {
  static readonly options: OptionDeclarations = OPTIONS;

  readonly minLength: number = 15;
  /** How hard to compress, -7 to 22. The option goes before it. */
  readonly level: number = 3;

  readonly #dictionaries: readonly Dictionary[];
  #engine: Engine | undefined;
  #background: Background | undefined;

  /** @throws an error that says which file of DICTIONARY cannot be read or is no dictionary. */
  constructor(options: CacheOptions = {}) {
    super(options);
    this.#dictionaries = readDictionaries(options);
  }

  protected matches(data: Buffer): boolean {
    return isFrame(data);
  }

  /** In a thread from 32 KB on, with high levels earlier. */
  protected pack(data: Buffer): Buffer | Promise<Buffer> {
    return data.length < threadFrom(this.#level) ? this.#now.compress(data) : this.#later.compress(data);
  }

  /**
   * In a thread from 64 KB inflated on. More frames behind the first belong to the value. A dictionary that is not there is an error, too.
   */
  protected inflate(data: Buffer): Buffer | Promise<Buffer> {
    const size = contentSizeOf(data);
    if (size !== undefined && size > this.limit) {
      throw tooLargeError(`the value would inflate to ${size} bytes,`, this.limit);
    }
    if ((size ?? data.length) > INFLATE_IN_THREAD_FROM) return this.#later.inflate(data, this.limit);
    const limit = Math.min(this.limit, INFLATE_IN_THREAD_FROM);
    try {
      return this.#now.inflate(data, limit);
    } catch (error) {
      if (isTooLarge(error) && limit < this.limit) return this.#later.inflate(data, this.limit);
      throw error;
    }
  }

  // A subclass sets its level after our constructor, so these wait until they are needed.

  get #level(): number {
    return this.options.COMPRESSOR_LEVEL ?? this.level;
  }

  get #engineOptions(): EngineOptions {
    return { level: this.#level, dictionaries: this.#dictionaries };
  }

  get #now(): Engine {
    this.#engine ??= new Engine(this.#engineOptions);
    return this.#engine;
  }

  get #later(): Background {
    this.#background ??= new Background(this.#engineOptions);
    return this.#background;
  }
}

/** No JSON begins with `(`; msgpack has it for the integer 40 alone, which never gets here. */
function isFrame(data: Buffer): boolean {
  return data.length >= 4 && data.readUInt32LE(0) === MAGIC;
}

function threadFrom(level: number): number {
  return COMPRESS_IN_THREAD_FROM.find(({ upTo }) => level <= upTo)?.length ?? COMPRESS_IN_THREAD_ABOVE;
}
