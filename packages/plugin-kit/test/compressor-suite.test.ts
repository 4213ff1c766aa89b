import { deflateSync, gzipSync, inflateSync } from "node:zlib";
import type { CacheOptions, Compressor } from "@coffer/cache-core";
import { compressorSuite, ReferenceCompressor } from "@coffer/plugin-kit";
import { describe, expect, it } from "vitest";
import { failuresOf } from "./support/failures-of.js";

compressorSuite({
  describe,
  it,
  name: "the reference compressor",
  create: (options) => new ReferenceCompressor(options),
});

/** The same, answering with promises. */
class Slow implements Compressor {
  readonly #inner: ReferenceCompressor;
  constructor(options?: CacheOptions) {
    this.#inner = new ReferenceCompressor(options);
  }
  async compress(data: Buffer): Promise<Buffer> {
    return this.#inner.compress(data);
  }
  async decompress(data: Buffer): Promise<Buffer> {
    return this.#inner.decompress(data);
  }
}

compressorSuite({ describe, it, name: "a compressor with promises", create: (options) => new Slow(options) });

class Stamped extends ReferenceCompressor {
  override compress(data: Buffer): Buffer {
    const stamp = deflateSync(Buffer.from(`${Math.floor(Date.now() / 1000)}`));
    return Buffer.concat([super.compress(data), stamp]);
  }
}

class Salted extends ReferenceCompressor {
  readonly #salt = Math.floor(Math.random() * 2 ** 40);
  override compress(data: Buffer): Buffer {
    return Buffer.concat([super.compress(data), Buffer.from(`${this.#salt}`)]);
  }
}

class Idle extends ReferenceCompressor {
  override compress(data: Buffer): Buffer {
    return data;
  }
}

class Strict extends ReferenceCompressor {
  override decompress(data: Buffer): Buffer {
    if (data[0] !== 0xc0) throw new Error("not my format");
    return super.decompress(data);
  }
}

class Unbounded extends ReferenceCompressor {
  constructor() {
    super({ MAX_VALUE_BYTES: 2 ** 30 });
  }
}

class LateBound extends ReferenceCompressor {
  readonly #limit: number;
  constructor(options?: CacheOptions) {
    super({ MAX_VALUE_BYTES: 2 ** 30 });
    this.#limit = options?.MAX_VALUE_BYTES ?? 2 ** 26;
  }
  override decompress(data: Buffer): Buffer {
    const plain = super.decompress(data);
    if (data.equals(plain) || plain.length <= this.#limit) return plain;
    throw Object.assign(new RangeError("too large"), { code: "ERR_TOO_LARGE" });
  }
}

class OffByOne extends ReferenceCompressor {
  constructor(options?: CacheOptions) {
    super({ MAX_VALUE_BYTES: (options?.MAX_VALUE_BYTES ?? 2 ** 26) - 1 });
  }
}

class Codeless extends ReferenceCompressor {
  override decompress(data: Buffer): Buffer {
    try {
      return super.decompress(data);
    } catch {
      throw new Error("something is wrong");
    }
  }
}

class Forgiving extends ReferenceCompressor {
  override decompress(data: Buffer): Buffer {
    try {
      return super.decompress(data);
    } catch (error) {
      if ((error as { code?: unknown }).code === "ERR_TOO_LARGE") throw error;
      return data;
    }
  }
}

class Scribbling extends ReferenceCompressor {
  override compress(data: Buffer): Buffer {
    const compressed = Buffer.from(super.compress(data));
    data.fill(0);
    return compressed;
  }
}

/** Takes whatever begins like gzip for its own, and checks no sums. */
class Unchecked implements Compressor {
  compress(data: Buffer): Buffer {
    return Buffer.concat([Buffer.from([0xc0, 0xff]), gzipSync(data, { level: 0 }).subarray(10, -8)]);
  }
  decompress(data: Buffer): Buffer {
    if (data[0] !== 0xc0 || data[1] !== 0xff) return data;
    return data.subarray(7);
  }
}

class Bytes extends ReferenceCompressor {
  override decompress(data: Buffer): Buffer {
    return new Uint8Array(super.decompress(data)) as Buffer;
  }
}

class Shared extends ReferenceCompressor {
  override decompress(data: Buffer): Buffer {
    return data[0] === 0xc0 ? inflateSync(data.subarray(2), { finishFlush: 2 }) : data;
  }
}

/** Takes short values that begin as compressed ones do for what they are not. */
class Gullible extends ReferenceCompressor {
  override compress(data: Buffer): Buffer {
    return data.length < 16 ? data : super.compress(data);
  }
}

class Scrubbing extends ReferenceCompressor {
  override decompress(data: Buffer): Buffer {
    try {
      return super.decompress(data);
    } catch (error) {
      data.fill(0);
      throw error;
    }
  }
}

class Mumbling extends ReferenceCompressor {
  override decompress(data: Buffer): Buffer {
    try {
      return super.decompress(data);
    } catch {
      throw "damaged";
    }
  }
}

const MUTANTS: readonly (readonly [new (options?: CacheOptions) => Compressor, string])[] = [
  [Stamped, "the same bytes are compressed to the same bytes, at any time and by any instance"],
  [Salted, "the same bytes are compressed to the same bytes, at any time and by any instance"],
  [Idle, "what repeats itself gets smaller"],
  [Strict, "what is not of its format comes back as it is"],
  [Strict, "what is not of its format is not measured"],
  [Unbounded, "what would inflate to more than MAX_VALUE_BYTES is an error with the code ERR_TOO_LARGE"],
  [LateBound, "it is refused before it is inflated"],
  [OffByOne, "what inflates to exactly MAX_VALUE_BYTES is read"],
  [Codeless, "what would inflate to more than MAX_VALUE_BYTES is an error with the code ERR_TOO_LARGE"],
  [Forgiving, "compressed bytes that are cut off are an error"],
  [Forgiving, "compressed bytes with one byte changed are an error"],
  [Forgiving, "after damage the next value is read all the same"],
  [Scribbling, "what is given stays as it was, and a part of a larger buffer is a part"],
  [Unchecked, "compressed bytes with one byte changed are an error"],
  [Bytes, "bytes of any size come back"],
  [Shared, "compressed bytes that are cut off are an error"],
  [Forgiving, "compressed bytes that are cut off anywhere are an error"],
  [Gullible, "bytes of any kind come back, also those that begin as compressed ones do"],
  [Scrubbing, "random bytes, also behind its own first ones, give bytes or an error, and soon"],
  [Mumbling, "compressed bytes with several changed give bytes or an error, and soon"],
];

describe("the compressor suite fails", () => {
  it.each(MUTANTS)("on %o: %s", async (Mutant, title) => {
    const suite: Parameters<typeof failuresOf>[0] = (runner) =>
      compressorSuite({ ...runner, create: (options) => new Mutant(options) });
    expect(await failuresOf(suite, title)).toEqual([title]);
  });

  it("on messages other than those that were promised", async () => {
    const title = "compressed bytes with several changed give bytes or an error, and soon";
    const suite = (damageMessage: RegExp) =>
      failuresOf(
        (runner) =>
          compressorSuite({
            ...runner,
            create: (options) => new ReferenceCompressor(options),
            damageMessage,
          }),
        title,
      );
    expect(await suite(/it is damaged/)).toEqual([title]);
    expect(await suite(/./)).toEqual([]);
  });
});
