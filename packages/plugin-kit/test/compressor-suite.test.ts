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

/** The same, with promises. */
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

/** Takes everything that begins like gzip for its own format, and verifies no checksums. */
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

/** Does not compress short values that begin like compressed ones. */
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
  [Stamped, "the same input gives the same bytes, at any time and by any instance"],
  [Salted, "the same input gives the same bytes, at any time and by any instance"],
  [Idle, "repetitive data gets smaller"],
  [Strict, "bytes of another format are returned as they are"],
  [Strict, "bytes of another format are not subject to MAX_VALUE_BYTES"],
  [
    Unbounded,
    "a value that would inflate to more than MAX_VALUE_BYTES is an error with the code ERR_TOO_LARGE",
  ],
  [LateBound, "a value that is too large is rejected before it is inflated"],
  [OffByOne, "a value that inflates to exactly MAX_VALUE_BYTES is read"],
  [
    Codeless,
    "a value that would inflate to more than MAX_VALUE_BYTES is an error with the code ERR_TOO_LARGE",
  ],
  [Forgiving, "truncated bytes are an error"],
  [Forgiving, "compressed bytes with one byte changed are an error"],
  [Forgiving, "after an error the next value can be read"],
  [Scribbling, "the input is not changed, and may be a part of a larger buffer"],
  [Unchecked, "compressed bytes with one byte changed are an error"],
  [Bytes, "bytes of any size come back"],
  [Shared, "truncated bytes are an error"],
  [Forgiving, "compressed bytes truncated at any length are an error"],
  [Gullible, "any bytes come back, also those that begin like compressed ones"],
  [Scrubbing, "random bytes, also with the compressor's own prefix, give bytes or an error in time"],
  [Mumbling, "compressed bytes with several changes give bytes or an error in time"],
];

describe("the compressor suite fails", () => {
  it.each(MUTANTS)("on %o: %s", async (Mutant, title) => {
    const suite: Parameters<typeof failuresOf>[0] = (runner) =>
      compressorSuite({ ...runner, create: (options) => new Mutant(options) });
    expect(await failuresOf(suite, title)).toEqual([title]);
  });

  it("on messages other than those that were given", async () => {
    const title = "compressed bytes with several changes give bytes or an error in time";
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
