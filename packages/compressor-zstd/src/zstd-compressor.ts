import { Worker } from "node:worker_threads";
import type { CacheOptions, OptionDeclarations } from "@coffer/cache-core";
import { BaseCompressor, isTooLarge, tooLargeError } from "@coffer/compressor-kit";
import { type BackgroundEngine, Threads } from "@coffer/compressor-kit/workers";
import { type Dictionary, readDictionaries } from "./dictionary.js";
import { contentSizeOf, type EngineOptions, ZstdEngine } from "./engine.js";
import { OPTIONS } from "./options.js";

const MAGIC = 0xfd2fb528;

/**
 * From how many bytes before compression threads are used. Measured on two cores, Node 20, JSON text: microseconds that the event loop is busy,
 * synchronous against thread: to compress with level 3 10 KB 13/8, 64 KB 65/16, 1 MB 1600/57; to inflate to 10 KB 8/8, 64 KB 30/7, 1 MB
 * 400/21. A thread costs each value 12 us, and its start 30 ms. Higher levels use threads earlier, since they are slower: 10 KB take 80 us with
 * 6, 230 with 9, 470 with 12, 1,800 with 19.
 */
const INFLATE_IN_THREAD_FROM = 64 * 1024;
const COMPRESS_IN_THREAD_FROM = [
  { upTo: 4, length: 32 * 1024 },
  { upTo: 8, length: 8 * 1024 },
  { upTo: 12, length: 2 * 1024 },
];
const COMPRESS_IN_THREAD_ABOVE = 1024;

/**
 * For all compressors of the process: zstd-napi can work outside of the event loop only this way, its streams
 * included.
 */
const threads = new Threads<EngineOptions>(
  // Bundlers find the script by this form.
  (options) => new Worker(new URL("./thread.js", import.meta.url), options),
);

/** Reads and writes zstd frames like pyzstd and the `zstd` command. The default level is 3. */
export class ZstdCompressor extends BaseCompressor {
  static readonly options: OptionDeclarations = OPTIONS;

  readonly minLength: number = 15;
  /** The compression level, -7 to 22. The option `COMPRESSOR_LEVEL` overrides it. */
  readonly level: number = 3;

  readonly #dictionaries: readonly Dictionary[];
  #engine: ZstdEngine | undefined;
  #background: BackgroundEngine | undefined;

  /** @throws Error with the file of DICTIONARY that cannot be read or is not a dictionary. */
  constructor(options: CacheOptions = {}) {
    super(options);
    this.#dictionaries = readDictionaries(options);
  }

  /** No JSON begins with the byte `(`, and msgpack only as the integer 40, which is not compressed. */
  protected matches(data: Buffer): boolean {
    return data.length >= 4 && data.readUInt32LE(0) === MAGIC;
  }

  /** Uses a thread for 32 KB or more; with high levels, for less. */
  protected pack(data: Buffer): Buffer | Promise<Buffer> {
    return data.length < threadFrom(this.#level) ? this.#now.compress(data) : this.#later.compress(data);
  }

  /**
   * Uses a thread if the value has 64 KB or more. Frames after the first belong to the value. A missing dictionary is an error, too.
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

  // A subclass sets its level after this constructor has run, so these are created when they are first needed.

  get #level(): number {
    return this.options.COMPRESSOR_LEVEL ?? this.level;
  }

  get #engineOptions(): EngineOptions {
    return { level: this.#level, dictionaries: this.#dictionaries };
  }

  get #now(): ZstdEngine {
    this.#engine ??= new ZstdEngine(this.#engineOptions);
    return this.#engine;
  }

  get #later(): BackgroundEngine {
    this.#background ??= threads.engine(this.#engineOptions);
    return this.#background;
  }
}

function threadFrom(level: number): number {
  return COMPRESS_IN_THREAD_FROM.find(({ upTo }) => level <= upTo)?.length ?? COMPRESS_IN_THREAD_ABOVE;
}
