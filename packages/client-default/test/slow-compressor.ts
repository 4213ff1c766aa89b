import type { Compressor } from "@coffer/cache-core";

/** The class of a compressor whose decompression the test can hold. */
export function slowCompressor() {
  const waiting: (() => void)[] = [];
  const state = { holds: false, waiting };
  class SlowCompressor implements Compressor {
    static readonly options = {};

    compress(data: Buffer): Buffer {
      return data;
    }

    async decompress(data: Buffer): Promise<Buffer> {
      if (state.holds) await new Promise<void>((resolve) => waiting.push(resolve));
      return data;
    }
  }
  const release = () => {
    state.holds = false;
    for (const go of waiting) go();
  };
  return { SlowCompressor, state, release };
}
