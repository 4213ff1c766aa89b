/** The part of lzma-native that we use; it brings no types. */
declare module "lzma-native" {
  /** One run of liblzma. Its own streams for Node are built on this, at a turn of the event loop for every step. */
  export class Stream {
    /** Called with output, then with `null` at the end of the stream or with what is wrong; `totalIn` is what was read. */
    bufferHandler: (
      output: Buffer | null | undefined,
      chunks: number | undefined,
      error: Error | null | undefined,
      totalIn: number | null,
    ) => void;
    /** How much output one call of `bufferHandler` gets at most. */
    setBufsize(bytes: number): number;
    streamEncoder_(filters: readonly { id: string; options: Record<string, number> }[], check: number): void;
    streamDecoder_(memoryLimit: number, flags: number): void;
    aloneDecoder_(memoryLimit: number): void;
    /** Reads `input`, all of it, and `null` for its end; at once, or in the thread pool. */
    code(input: Buffer | null, async: boolean): void;
    /** Gives the memory back. */
    resetUnderlying(): void;
  }

  const lzma: {
    readonly Stream: typeof Stream;
    readonly FILTER_LZMA2: string;
    readonly CHECK_CRC64: number;
    readonly MODE_FAST: number;
    readonly MODE_NORMAL: number;
    readonly MF_HC3: number;
    readonly MF_HC4: number;
    readonly MF_BT4: number;
  };
  export default lzma;
}
