import { damagedError, tooLargeError } from "@coffer/compressor-kit";
import type { Engine } from "@coffer/compressor-kit/workers";
import zstd from "zstd-napi/binding.js";
import type { Dictionary } from "./dictionary.js";

/** What an engine is created from, here and in the threads. */
export interface EngineOptions {
  readonly level: number;
  /** The first is used for writing. */
  readonly dictionaries: readonly Dictionary[];
}

/** The target of compression, if the bytes fit. It is free again after each call. */
const SCRATCH = Buffer.allocUnsafeSlow(256 * 1024);
/** The size of the first target for a frame without a content size, at least. */
const FIRST_GUESS = 16 * 1024;

/** zstd with its contexts, which are created once: creating one takes longer than compressing a small value. Works synchronously. */
export class ZstdEngine implements Engine {
  readonly #options: EngineOptions;
  readonly #readable: ReadonlyMap<number, InstanceType<typeof zstd.DDict>>;
  #compression: InstanceType<typeof zstd.CCtx> | undefined;
  #decompression: InstanceType<typeof zstd.DCtx> | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#readable = new Map(options.dictionaries.map(({ id, bytes }) => [id, new zstd.DDict(bytes)]));
  }

  /** Returns one frame with its content size, a checksum and the number of the dictionary, if there is one. */
  compress(data: Uint8Array): Buffer {
    this.#compression ??= this.#openCompression();
    const bound = zstd.compressBound(data.length);
    if (bound > SCRATCH.length) {
      const target = Buffer.allocUnsafeSlow(bound);
      return target.subarray(0, this.#compression.compress2(target, data));
    }
    return Buffer.from(SCRATCH.subarray(0, this.#compression.compress2(SCRATCH, data)));
  }

  /**
   * Returns the content of all frames.
   * @throws an error with the code ERR_TOO_LARGE before more than `limit` bytes are inflated.
   */
  inflate(data: Uint8Array, limit: number): Buffer {
    const parts: Buffer[] = [];
    let total = 0;
    for (let rest = data; rest.length > 0; ) {
      const length = frameLength(rest);
      const part = this.#inflateFrame(rest.subarray(0, length), limit - total, limit);
      parts.push(part);
      total += part.length;
      rest = rest.subarray(length);
    }
    const [first, ...others] = parts;
    return first !== undefined && others.length === 0 ? first : Buffer.concat(parts, total);
  }

  #inflateFrame(frame: Uint8Array, room: number, limit: number): Buffer {
    this.#decompression ??= new zstd.DCtx();
    const context = this.#decompression;
    const dictionary = this.#dictionaryOf(frame);
    const size = contentSizeOf(frame);
    if ((size ?? 0) > room) throw tooLargeError("the value would inflate to", limit);
    // zstd writes directly into the target. Its streams would allocate what the header demands, up to 128 MB.
    for (let guess = size ?? Math.max(FIRST_GUESS, frame.length * 8); ; guess *= 4) {
      const target = Buffer.allocUnsafe(Math.min(guess, room));
      try {
        const inflated =
          dictionary === undefined
            ? context.decompress(target, frame)
            : context.decompressUsingDDict(target, frame, dictionary);
        return target.subarray(0, inflated);
      } catch (error) {
        const isTooSmall = (error as Error).message.includes("buffer is too small");
        if (size !== undefined || !isTooSmall) throw damagedError("zstd frame", error);
        if (guess >= room) throw tooLargeError("the value would inflate to", limit);
      }
    }
  }

  #dictionaryOf(frame: Uint8Array): InstanceType<typeof zstd.DDict> | undefined {
    const id = zstd.getDictIDFromFrame(frame);
    if (id === 0) return undefined;
    const dictionary = this.#readable.get(id);
    if (dictionary !== undefined) return dictionary;
    const named = this.#readable.size === 0 ? "none" : `only ${[...this.#readable.keys()].join(", ")}`;
    throw new Error(
      `the value needs the dictionary number ${id}, and DICTIONARY names ${named}: add its file to the list`,
    );
  }

  #openCompression(): InstanceType<typeof zstd.CCtx> {
    const context = new zstd.CCtx();
    context.setParameter(zstd.CParameter.compressionLevel, this.#options.level);
    context.setParameter(zstd.CParameter.checksumFlag, 1);
    const [dictionary] = this.#options.dictionaries;
    if (dictionary !== undefined) context.loadDictionary(dictionary.bytes);
    return context;
  }
}

/** The content size in the header of a frame, in bytes; undefined if it has none. */
export function contentSizeOf(frame: Uint8Array): number | undefined {
  return attempt(() => zstd.getFrameContentSize(frame)) ?? undefined;
}

/** The length of the first frame, in bytes. */
function frameLength(data: Uint8Array): number {
  return attempt(() => zstd.findFrameCompressedSize(data));
}

function attempt<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw damagedError("zstd frame", error);
  }
}
