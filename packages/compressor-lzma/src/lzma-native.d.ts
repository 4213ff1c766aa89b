/** The part of lzma-native that this package uses; it has no types of its own. */
declare module "lzma-native" {
  /** One run of liblzma. The library's own streams use it, with a turn of the event loop for every step. */
  export class Stream {
    /** Called with output, then with `null` at the end of the stream, or with an error; `totalIn` is the number of bytes read. */
    bufferHandler: (
      output: Buffer | null | undefined,
      chunks: number | undefined,
      error: Error | null | undefined,
      totalIn: number | null,
    ) => void;
    /** The most bytes of output for one call of `bufferHandler`. */
    setBufsize(bytes: number): number;
    streamEncoder_(filters: readonly { id: string; options: Record<string, number> }[], check: number): void;
    streamDecoder_(memoryLimit: number, flags: number): void;
    aloneDecoder_(memoryLimit: number): void;
    /** Reads all of `input`, synchronously or in the thread pool; `null` is the end of the input. */
    code(input: Buffer | null, async: boolean): void;
    /** Releases the memory. */
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
