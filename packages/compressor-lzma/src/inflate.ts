import { damagedError, tooLargeError } from "@coffer/compressor-kit";
import { Coder, type Progress } from "./coder.js";
import { formatOf } from "./format.js";

const WHAT = "xz or lzma stream";

/** A piece of input for `coder`. */
interface Feed {
  readonly coder: Coder;
  readonly input: Buffer;
}

export type Inflation = Generator<Feed, Buffer, Progress>;

/** The most bytes of output for one byte of input; 6,600 are possible with lzma. */
const EXPANSION = 8192;
const SMALLEST_PIECE = 64;

/**
 * Inflates `data`: yields one piece of input after the other, which the caller passes to a coder (synchronously or in the thread pool), takes
 * the progress, and returns the whole output. liblzma inflates all input that it gets, so a piece must be small enough for the room that is
 * left: whatever the headers claim, at most 500 KB are inflated beyond `limit`. As in Python, streams after the first belong to the value, and
 * other bytes are ignored.
 */
export function* inflate(data: Buffer, limit: number, largestPiece: number): Inflation {
  const outputs: Buffer[] = [];
  let total = 0;
  let at = 0;
  for (let format = formatOf(data); format !== undefined; format = formatOf(data.subarray(at))) {
    const coder = new Coder(format.open);
    try {
      const start = at;
      let progress = coder.progress;
      while (!progress.done) {
        if (at >= data.length) throw damagedError(WHAT, "it ends too early");
        const room = Math.floor((limit - total - progress.produced) / EXPANSION);
        const length = Math.max(SMALLEST_PIECE, Math.min(room, largestPiece));
        const input = data.subarray(at, at + length);
        at += input.length;
        progress = yield { coder, input };
        if (progress.error !== undefined) throw explain(progress.error);
        if (total + progress.produced > limit) throw tooLargeError("the value would inflate to", limit);
      }
      at = start + progress.consumed;
      total += progress.produced;
      outputs.push(coder.output());
    } finally {
      coder.close();
    }
  }
  const [first] = outputs;
  return outputs.length === 1 && first !== undefined ? first : Buffer.concat(outputs, total);
}

function explain(error: Error): Error {
  if (error.name === "LZMA_MEMLIMIT_ERROR") {
    const reason = "the value needs a window of more than 64 MB, the largest of any preset";
    return Object.assign(new RangeError(reason, { cause: error }), { code: "ERR_TOO_LARGE" });
  }
  return damagedError(WHAT, error);
}
