import type { OptionDeclarations } from "@coffer/cache-core";
import { BaseCompressor, levelOption, minLengthOption } from "@coffer/compressor-kit";
import lzma from "lzma-native";
import { Coder } from "./coder.js";
import { formatOf } from "./format.js";
import { type Inflation, inflate } from "./inflate.js";
import { preset } from "./preset.js";

/**
 * From how many bytes of input, and of output so far, inflating uses the thread pool. Measured on two cores, Node 20, JSON text: microseconds
 * that the event loop is busy, synchronous against pool: 320 bytes to 1 KB 23/22, 740 bytes to 4 KB 47/11, 3.5 KB to 30 KB 224/27.
 * Compressing always uses it: 250 bytes 124/59, 1 KB 194/41.
 */
const POOL_FROM = 1024;
const SYNC_OUTPUT = 32 * 1024;

/** How many bytes are inflated at a time: at worst 256 bytes inflate to 1.7 MB, in 2 ms. */
const SYNC_PIECE = 256;
const POOL_PIECE = 64 * 1024;

/** Writes .xz files like Python's `lzma` module, with CRC64 and preset 4, and also reads the old .lzma format. */
export class LzmaCompressor extends BaseCompressor {
  static readonly options: OptionDeclarations = {
    COMPRESSOR_LEVEL: levelOption(
      0,
      9,
      "The compression level, from 0 (fastest) to 9 (smallest); left out: 4.",
    ),
    COMPRESSOR_MIN_LENGTH: minLengthOption(100),
  };

  readonly minLength: number = 100;
  /** The preset, 0 to 9. The option `COMPRESSOR_LEVEL` overrides it. */
  readonly level: number = 4;

  protected matches(data: Buffer): boolean {
    return formatOf(data) !== undefined;
  }

  /** Uses the thread pool for any length. */
  protected async pack(data: Buffer): Promise<Buffer> {
    const options = preset(this.options.COMPRESSOR_LEVEL ?? this.level, data.length);
    const filters = [{ id: lzma.FILTER_LZMA2, options }];
    const coder = new Coder((native) => native.streamEncoder_(filters, lzma.CHECK_CRC64), data.length);
    try {
      for (const input of [data, null]) {
        const { error } = await coder.feedInPool(input);
        if (error !== undefined) throw error;
      }
      return coder.output();
    } finally {
      coder.close();
    }
  }

  /**
   * Uses the thread pool for 1 KB or more, or if the value has 32 KB or more. Streams after the first belong to the value; other bytes
   * after it are ignored.
   */
  protected inflate(data: Buffer): Buffer | Promise<Buffer> {
    const isLarge = data.length >= POOL_FROM;
    const inflation = inflate(data, this.limit, isLarge ? POOL_PIECE : SYNC_PIECE);
    let step = inflation.next();
    if (isLarge) return inflateInPool(inflation, step);
    while (!step.done) {
      const { coder, input } = step.value;
      if (coder.progress.produced > SYNC_OUTPUT) return inflateInPool(inflation, step);
      step = inflation.next(coder.feed(input));
    }
    return step.value;
  }
}

async function inflateInPool(inflation: Inflation, first: ReturnType<Inflation["next"]>): Promise<Buffer> {
  let step = first;
  while (!step.done) step = inflation.next(await step.value.coder.feedInPool(step.value.input));
  return step.value;
}
