import { isAscii } from "node:buffer";
import type { DecodedText } from "@coffer/cache-core";
import type { Answer } from "./answer.js";

/** Where in a piece of memory the replies are that it holds, in bytes from its beginning. */
interface Stretch {
  start: number;
  end: number;
  /** Undefined where it is not ASCII alone. */
  text?: string | undefined;
}

/**
 * The texts of replies that have arrived together, which lie in the same few pieces of memory. To make one text of such a piece and cut
 * it up takes a fraction of the time that it takes to make each one of its own bytes.
 */
export class BatchText implements DecodedText {
  readonly #answers: readonly Answer[];
  #stretches: Map<ArrayBufferLike, Stretch> | undefined;
  /** The one that was asked for last. */
  #memory: ArrayBufferLike | undefined;
  #stretch: Stretch | undefined;

  constructor(answers: readonly Answer[]) {
    this.#answers = answers;
  }

  of({ buffer, byteOffset, length }: Buffer): string | undefined {
    if (buffer !== this.#memory) {
      this.#stretches ??= stretchesOf(this.#answers);
      this.#memory = buffer;
      this.#stretch = this.#stretches.get(buffer);
    }
    const stretch = this.#stretch;
    if (stretch?.text === undefined) return undefined;
    const from = byteOffset - stretch.start;
    const to = from + length;
    return from >= 0 && to <= stretch.text.length ? stretch.text.slice(from, to) : undefined;
  }
}

function stretchesOf(answers: readonly Answer[]): Map<ArrayBufferLike, Stretch> {
  const first = answers.find(Buffer.isBuffer);
  const last = answers.findLast(Buffer.isBuffer);
  const stretches = new Map<ArrayBufferLike, Stretch>();
  // Usually all have come in one piece. To ask for the memory of each takes as long as to make its text.
  const are =
    first !== undefined && first.buffer === last?.buffer ? [first, last] : answers.filter(Buffer.isBuffer);
  for (const { buffer, byteOffset: start, length } of are) {
    const end = start + length;
    const stretch = stretches.get(buffer) ?? { start, end };
    stretches.set(buffer, stretch);
    // Most come in order, but those of several commands need not.
    stretch.start = Math.min(stretch.start, start);
    stretch.end = Math.max(stretch.end, end);
  }
  for (const [buffer, stretch] of stretches) stretch.text = textOf(buffer, stretch);
  return stretches;
}

/** In bytes. Little is gained by sharing what is larger, and there is an end to the length of a text. */
const MAX_STRETCH = 2 ** 20;

function textOf(buffer: ArrayBufferLike, { start, end }: Stretch): string | undefined {
  if (end - start > MAX_STRETCH) return undefined;
  const bytes = Buffer.from(buffer, start, end - start);
  return isAscii(bytes) ? bytes.toString("latin1") : undefined;
}
