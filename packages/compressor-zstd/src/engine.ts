import { damagedError, tooLargeError } from "@coffer/compressor-kit";
import zstd from "zstd-napi/binding.js";
import type { Dictionary } from "./dictionary.js";

/** What an engine is made of; the threads make theirs of the same. */
export interface EngineOptions {
  readonly level: number;
  /** The first is used for writing. */
  readonly dictionaries: readonly Dictionary[];
}

/** Compressed bytes are put together in here, if they fit; it is ours as long as a call lasts. */
const SCRATCH = Buffer.allocUnsafeSlow(256 * 1024);
/** The smallest buffer to try for a frame that does not say how much is in it. */
const FIRST_GUESS = 16 * 1024;

/** zstd with its contexts, which are made once: making one takes longer than compressing a small value. Answers at once. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #readable: ReadonlyMap<number, InstanceType<typeof zstd.DDict>>;
  #compression: InstanceType<typeof zstd.CCtx> | undefined;
  #decompression: InstanceType<typeof zstd.DCtx> | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#readable = new Map(options.dictionaries.map(({ id, bytes }) => [id, new zstd.DDict(bytes)]));
  }

  /** One frame with its content size, a checksum, and the number of the dictionary if there is one. */
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
   * The content of all frames.
   * @throws an error with the code ERR_TOO_LARGE before more than `limit` bytes are inflated.
   */
  inflate(data: Uint8Array, limit: number): Buffer {
    const parts: Buffer[] = [];
    let total = 0;
    for (let at = 0; at < data.length; ) {
      const rest = data.subarray(at);
      const frame = rest.subarray(
        0,
        attempt(() => zstd.findFrameCompressedSize(rest)),
      );
      const part = this.#inflateFrame(frame, limit - total, limit);
      parts.push(part);
      total += part.length;
      at += frame.length;
    }
    const [first] = parts;
    return parts.length === 1 && first !== undefined ? first : Buffer.concat(parts, total);
  }

  #inflateFrame(frame: Uint8Array, room: number, limit: number): Buffer {
    this.#decompression ??= new zstd.DCtx();
    const context = this.#decompression;
    const dictionary = this.#dictionaryOf(frame);
    const inflateInto = (target: Buffer): number =>
      dictionary === undefined
        ? context.decompress(target, frame)
        : context.decompressUsingDDict(target, frame, dictionary);

    const size = contentSizeOf(frame);
    if (size !== undefined) {
      if (size > room) throw tooLargeError("the value would inflate to", limit);
      const target = Buffer.allocUnsafe(size);
      attempt(() => inflateInto(target));
      return target;
    }
    // zstd writes straight into what it is given. Its streams would set aside what the header asks for, up to 128 MB.
    for (let guess = Math.max(FIRST_GUESS, frame.length * 8); ; guess *= 4) {
      const target = Buffer.allocUnsafeSlow(Math.min(guess, room));
      try {
        return target.subarray(0, inflateInto(target));
      } catch (error) {
        if (!(error as Error).message.includes("buffer is too small"))
          throw damagedError("zstd frame", error);
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

/** What the header says that is in a frame, in bytes. */
export function contentSizeOf(frame: Uint8Array): number | undefined {
  return attempt(() => zstd.getFrameContentSize(frame)) ?? undefined;
}

function attempt<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw damagedError("zstd frame", error);
  }
}
