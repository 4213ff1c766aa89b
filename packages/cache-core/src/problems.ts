import { type ErrorCode, ImproperlyConfigured, problemsIn, type SettingsProblem } from "./errors.js";

/** Collects what is wrong with settings, so that everything is reported at once. */
export class Problems {
  /** By text: what the top level says for all caches is not reported again for each. */
  readonly #found = new Map<string, SettingsProblem>();
  readonly #missing = new Set<string>();

  /**
   * @param path of the setting, such as `CACHES.default.TIMEOUT`.
   * @param text what is wrong with it, and mostly what to do.
   * @param hint what to do, alone.
   */
  add(path: string, code: ErrorCode, text: string, hint?: string): void {
    this.#keep({ path, code, hint, message: `${path}: ${text}` });
  }

  /** A value that a setting does not take. */
  addValue(path: string, wanted: string, got: string): void {
    this.add(path, "ERR_SETTING_VALUE", `must be ${wanted}, got ${got}`, `give it ${wanted}`);
  }

  /** The same for a setting that therefore has no value: nothing else is reported about it. */
  addMissing(path: string, code: ErrorCode, text: string, hint?: string): void {
    this.add(path, code, text, hint);
    this.#missing.add(path);
    // Nor about the list that it is an item of.
    this.#missing.add(path.replace(/\[\d+\]$/, ""));
  }

  /**
   * Runs `work`; what it throws is kept, and the result undefined.
   * @param path of the setting that it is about, where `work` does not know that.
   */
  collect<T>(work: () => Promise<T>, path?: string): Promise<T | undefined>;
  collect<T>(work: () => T, path?: string): T | undefined;
  collect<T>(work: () => T | Promise<T>, path?: string): T | undefined | Promise<T | undefined> {
    const keep = (error: unknown): undefined => {
      for (const problem of problemsIn(error)) {
        this.#keep(
          path === undefined ? problem : { ...problem, path, message: `${path}: ${problem.message}` },
        );
      }
    };
    try {
      const result = work();
      return result instanceof Promise ? result.catch(keep) : result;
    } catch (error) {
      return keep(error);
    }
  }

  get none(): boolean {
    return this.#found.size === 0;
  }

  /** All of them. */
  error(): ImproperlyConfigured {
    return new ImproperlyConfigured([...this.#found.values()]);
  }

  #keep(problem: SettingsProblem): void {
    if (this.#missing.has(problem.path) || this.#found.has(problem.message)) return;
    this.#found.set(problem.message, problem);
  }
}
