import lzma from "lzma-native";

type NativeStream = InstanceType<typeof lzma.Stream>;

/** liblzma's output is handed over in such parts. */
const OUTPUT_STEP = 64 * 1024;

/** What came of feeding a coder. */
export interface Progress {
  /** Bytes of output so far. */
  readonly produced: number;
  /** Whether the end of the stream was reached, and how many bytes of the input belong to the stream. */
  readonly done: boolean;
  readonly consumed: number;
  /** liblzma's, with its `name`; nothing more can be fed then. */
  readonly error: Error | undefined;
}

/** One run of liblzma, from the first byte to the end: a value is either read or not, so nothing of it is handed out before. */
export class Coder {
  readonly #native: NativeStream = new lzma.Stream();
  readonly #parts: Buffer[] = [];
  #produced = 0;
  #consumed = 0;
  #done = false;
  #error: Error | undefined;
  #settle: (() => void) | undefined;

  /** `outputSize`: how much output there may be, if that is known. */
  constructor(start: (native: NativeStream) => void, outputSize: number = OUTPUT_STEP) {
    start(this.#native);
    this.#native.setBufsize(Math.min(outputSize, OUTPUT_STEP));
    this.#native.bufferHandler = (output, _chunks, error, totalIn) => {
      if (this.#done || this.#error !== undefined) return;
      if (output) {
        this.#parts.push(output);
        this.#produced += output.length;
        return;
      }
      // What ends a call: an error, the end of the stream, or that all input was taken.
      if (error) {
        this.#error = error;
      } else if (output === null) {
        this.#done = true;
        this.#consumed = totalIn ?? 0;
      }
      this.#settle?.();
    };
  }

  get progress(): Progress {
    return { produced: this.#produced, done: this.#done, consumed: this.#consumed, error: this.#error };
  }

  /** Reads `input`, all of it; `null` says that there is no more. */
  feed(input: Buffer | null): Progress {
    this.#native.code(input, false);
    return this.progress;
  }

  /** The same in the thread pool. */
  feedInPool(input: Buffer | null): Promise<Progress> {
    return new Promise((resolve) => {
      this.#settle = () => {
        this.#settle = undefined;
        resolve(this.progress);
      };
      this.#native.code(input, true);
    });
  }

  output(): Buffer {
    const [first] = this.#parts;
    return this.#parts.length === 1 && first !== undefined
      ? first
      : Buffer.concat(this.#parts, this.#produced);
  }

  /** Gives liblzma's memory back, which else would wait for the garbage collector. */
  close(): void {
    this.#native.resetUnderlying();
  }
}
