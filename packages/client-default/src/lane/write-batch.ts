import type { Command, Reply } from "@coffer/cache-core";
import { type Answer, isError } from "./answer.js";
import { Batch } from "./batch.js";
import { DuplicateKeys } from "./duplicate-keys.js";
import { failureOf } from "./failure-of.js";

/** Write commands of one key each. */
export class WriteBatch extends Batch<Command> {
  readonly #written: string[] = [];
  readonly #keys: DuplicateKeys = new DuplicateKeys(this.#written);

  /** Whether one of them writes this key. */
  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** Adds a command, and returns what `use` makes of its reply. */
  write<T>(key: string, command: Command, bytes: number, use: (reply: Reply) => T): Promise<T> {
    this.#written.push(key);
    const position = this.put(command, bytes);
    return this.answers.then((answers) => {
      const answer = answers[position] as Answer;
      if (isError(answer)) throw failureOf(answer, [key]);
      return use(answer);
    });
  }
}
