import lzma from "lzma-native";

type NativeStream = InstanceType<typeof lzma.Stream>;

/** The size of the parts in which liblzma returns its output. */
const OUTPUT_STEP = 64 * 1024;

/** The state after a coder has read some input. */
export interface Progress {
  /** Bytes of output so far. */
  readonly produced: number;
  /** Whether the end of the stream was reached, and how many bytes of the input belong to the stream. */
  readonly done: boolean;
  readonly consumed: number;
  /** The error of liblzma, with its `name`. The coder takes no more input after it. */
  readonly error: Error | undefined;
}

/** One run of liblzma, from the first byte to the last. It returns no part of a value before the end. */
export class Coder {
  readonly #native: NativeStream = new lzma.Stream();
  readonly #parts: Buffer[] = [];
  #produced = 0;
  #consumed = 0;
  #done = false;
  #error: Error | undefined;
  #settle: (() => void) | undefined;

  /** @param outputSize how many bytes of output there are at most, if that is known. */
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
      // A call ends with an error, at the end of the stream, or when all input was read.
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

  /** Reads all of `input`; `null` is the end of the input. */
  feed(input: Buffer | null): Progress {
    this.#native.code(input, false);
    return this.progress;
  }

  /** Does the same in the thread pool. */
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

  /** Releases the memory of liblzma, which otherwise waits for the garbage collector. */
  close(): void {
    this.#native.resetUnderlying();
  }
}
