import { isAscii } from "node:buffer";
import type { Texts } from "@coffer/cache-core";
import type { Answer } from "./batch.js";

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
export class ReplyTexts implements Texts {
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
  const stretches = new Map<ArrayBufferLike, Stretch>();
  let memory: ArrayBufferLike | undefined;
  let stretch: Stretch = { start: 0, end: 0 };
  for (const answer of answers) {
    if (!Buffer.isBuffer(answer)) continue;
    const { buffer, byteOffset: start, length } = answer;
    const end = start + length;
    if (buffer !== memory) {
      memory = buffer;
      stretch = stretches.get(buffer) ?? { start, end };
      stretches.set(buffer, stretch);
    }
    // Most come in order, but those of several commands need not.
    if (start < stretch.start) stretch.start = start;
    if (end > stretch.end) stretch.end = end;
  }
  for (const [buffer, all] of stretches) all.text = textOf(buffer, all);
  return stretches;
}

function textOf(buffer: ArrayBufferLike, { start, end }: Stretch): string | undefined {
  const bytes = Buffer.from(buffer, start, end - start);
  return isAscii(bytes) ? bytes.toString("latin1") : undefined;
}
