import type { Command } from "@coffer/cache-core";

/** Commands that change keys which are not among their arguments. */
const CHANGES_ALL = /^(FLUSHDB|FLUSHALL|SWAPDB)$/i;
/** A longer argument is a value, and copying it to compare would be costly. */
const LONGEST_KEY = 64 * 1024;

/**
 * Writes whose connection ended before their reply, each with its position among the calls. A read of an earlier call must not be sent
 * again if it names the same key: it would see a later write.
 */
export class LostWrites {
  /** By argument, which may be a key: the position of the last write that has it. */
  readonly #positions: Map<string, number> = new Map();
  #positionOfAll = 0;

  add(position: number, commands: readonly Command[]): void {
    const later = (known: number) => Math.max(known, position);
    if (commands.some(([name]) => CHANGES_ALL.test(name))) this.#positionOfAll = later(this.#positionOfAll);
    for (const word of wordsOf(commands)) this.#positions.set(word, later(this.#positions.get(word) ?? 0));
  }

  /** Whether a write of a later call may have changed what these commands read. */
  mayHaveChanged(position: number, commands: readonly Command[]): boolean {
    if (this.#positionOfAll > position) return true;
    return (
      this.#positions.size > 0 &&
      wordsOf(commands).some((word) => (this.#positions.get(word) ?? 0) > position)
    );
  }

  forget(): void {
    this.#positions.clear();
    this.#positionOfAll = 0;
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
