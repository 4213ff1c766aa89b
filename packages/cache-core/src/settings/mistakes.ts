import { ImproperlyConfigured } from "../errors.js";

/** Collects what is wrong, so that everything is told at once. */
export class Mistakes {
  readonly #found: Error[] = [];

  /** @param path of the setting, such as `CACHES.default.TIMEOUT`. */
  add(path: string, text: string): void {
    this.#found.push(new Error(`${path}: ${text}`));
  }

  /** Runs `work`; what it throws becomes a mistake, and the result undefined. */
  async collect<T>(work: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ImproperlyConfigured) this.#found.push(...error.mistakes);
      else this.#found.push(error instanceof Error ? error : new Error(String(error)));
      return undefined;
    }
  }

  get none(): boolean {
    return this.#found.length === 0;
  }

  /** @throws ImproperlyConfigured where there are any. */
  throwIfAny(): void {
    if (!this.none) throw new ImproperlyConfigured(this.#found);
  }
}
