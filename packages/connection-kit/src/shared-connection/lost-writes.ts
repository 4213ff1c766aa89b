import type { Command } from "@coffer/cache-core";

/** What these change is not among their arguments. */
const CHANGES_ALL = /^(FLUSHDB|FLUSHALL|SWAPDB)$/i;
/** What is longer is a value, and not to be copied to find out. */
const LONGEST_KEY = 64 * 1024;

/**
 * Writes that were lost with their connection, each at its place among the calls. A read that was sent ahead of one is not to be asked
 * behind it, where it might see what that write has done.
 */
export class LostWrites {
  /** By what may be a key: the place of the last write that has it among its arguments. */
  readonly #places: Map<string, number> = new Map();
  #placeOfAll = 0;

  add(place: number, commands: readonly Command[]): void {
    const later = (known: number) => Math.max(known, place);
    if (commands.some(([name]) => CHANGES_ALL.test(name))) this.#placeOfAll = later(this.#placeOfAll);
    for (const word of wordsOf(commands)) this.#places.set(word, later(this.#places.get(word) ?? 0));
  }

  /** Whether a write behind this place may have changed what is asked for. */
  mayHaveChanged(place: number, commands: readonly Command[]): boolean {
    if (this.#placeOfAll > place) return true;
    return this.#places.size > 0 && wordsOf(commands).some((word) => (this.#places.get(word) ?? 0) > place);
  }

  forget(): void {
    this.#places.clear();
    this.#placeOfAll = 0;
  }
}

function wordsOf(commands: readonly Command[]): string[] {
  return commands.flatMap(([, args]) =>
    args.flatMap((arg) => {
      if (typeof arg === "string") return [arg];
      return Buffer.isBuffer(arg) && arg.length <= LONGEST_KEY ? [arg.toString()] : [];
    }),
  );
}
