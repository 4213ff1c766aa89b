import { codeOf, ImproperlyConfigured } from "../errors.js";

/** Collects what is wrong, so that everything is told at once. */
export class Mistakes {
  /** By text: what the top level says for all caches is not told again for each. */
  readonly #found = new Map<string, Error>();
  readonly #missing = new Set<string>();

  /** @param path of the setting, such as `CACHES.default.TIMEOUT`. */
  add(path: string, text: string): void {
    if (!this.#missing.has(path)) this.#keep(new Error(`${path}: ${text}`));
  }

  /** The same for a setting that therefore has no value: nothing else is told about it. */
  addMissing(path: string, text: string): void {
    this.add(path, text);
    this.#missing.add(path);
    // Nor about the list that it is an item of.
    this.#missing.add(path.replace(/\[\d+\]$/, ""));
  }

  /**
   * Runs `work`; what it throws becomes a mistake, and the result undefined.
   * @param path goes before the texts of what does not know which setting it is about, such as a plugin.
   */
  async collect<T>(work: () => T | Promise<T>, path?: string): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      for (const mistake of mistakesIn(error)) {
        this.#keep(
          path === undefined ? mistake : new Error(`${path}: ${mistake.message}`, { cause: mistake }),
        );
      }
      return undefined;
    }
  }

  get none(): boolean {
    return this.#found.size === 0;
  }

  /** @throws ImproperlyConfigured where there are any. */
  throwIfAny(): void {
    if (!this.none) throw new ImproperlyConfigured([...this.#found.values()]);
  }

  #keep(mistake: Error): void {
    if (!this.#found.has(mistake.message)) this.#found.set(mistake.message, mistake);
  }
}

/** By code: a plugin may throw the ImproperlyConfigured of another copy of the core. */
export function mistakesIn(error: unknown): readonly Error[] {
  if (!(error instanceof Error)) return [new Error(String(error))];
  const { mistakes } = error as Partial<ImproperlyConfigured>;
  return codeOf(error) === "ERR_IMPROPERLY_CONFIGURED" && mistakes !== undefined ? mistakes : [error];
}
