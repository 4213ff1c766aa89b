import { isAscii } from "node:buffer";
import type { DecodedText } from "@coffer/cache-core";
import type { Answer } from "./answer.js";

/** The positions of replies in one piece of memory, in bytes from its start. */
interface Stretch {
  start: number;
  end: number;
  /** Undefined if it is not pure ASCII. */
  text?: string | undefined;
}

/**
 * The strings of replies that arrived together, which are in the same few pieces of memory. Decoding such a piece
 * once and slicing the string takes a fraction of the time of decoding each reply.
 */
export class BatchText implements DecodedText {
  readonly #answers: readonly Answer[];
  #stretches: Map<ArrayBufferLike, Stretch> | undefined;
  /** The latest one. */
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
  // Usually all have arrived in one piece. Requesting the memory of each takes as long as decoding it.
  const are =
    first !== undefined && first.buffer === last?.buffer ? [first, last] : answers.filter(Buffer.isBuffer);
  for (const { buffer, byteOffset: start, length } of are) {
    const end = start + length;
    const stretch = stretches.get(buffer) ?? { start, end };
    stretches.set(buffer, stretch);
    // Most are in order, but those of several commands need not be.
    stretch.start = Math.min(stretch.start, start);
    stretch.end = Math.max(stretch.end, end);
  }
  for (const [buffer, stretch] of stretches) stretch.text = textOf(buffer, stretch);
  return stretches;
}

/** In bytes. Sharing larger pieces gains little, and the length of a string is limited. */
const MAX_STRETCH = 2 ** 20;

function textOf(buffer: ArrayBufferLike, { start, end }: Stretch): string | undefined {
  if (end - start > MAX_STRETCH) return undefined;
  const bytes = Buffer.from(buffer, start, end - start);
  return isAscii(bytes) ? bytes.toString("latin1") : undefined;
}
