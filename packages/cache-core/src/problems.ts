import { type ErrorCode, ImproperlyConfigured, problemsIn, type SettingsProblem } from "./errors.js";

/** Collects the problems of settings, so that all are reported at once. */
export class Problems {
  /** By text: a problem of the top level, which applies to all caches, is reported once. */
  readonly #found = new Map<string, SettingsProblem>();
  readonly #missing = new Set<string>();

  /**
   * Adds a problem.
   * @param path of the setting, such as `CACHES.default.TIMEOUT`.
   * @param text the problem, and usually what to do.
   * @param hint what to do, alone.
   */
  add(path: string, code: ErrorCode, text: string, hint?: string): void {
    this.#keep({ path, code, hint, message: `${path}: ${text}` });
  }

  /** Adds an invalid value of a setting. */
  addValue(path: string, wanted: string, got: string): void {
    this.add(path, "ERR_SETTING_VALUE", `must be ${wanted}, got ${got}`, `give it ${wanted}`);
  }

  /** Adds a problem of a setting that has no usable value because of it. Later problems of the same setting are not added. */
  addMissing(path: string, code: ErrorCode, text: string, hint?: string): void {
    this.add(path, code, text, hint);
    this.#missing.add(path);
    // Nor about the list that contains it.
    this.#missing.add(path.replace(/\[\d+\]$/, ""));
  }

  /**
   * Runs `work` and returns its result. If it throws or rejects, adds the problems of the error and returns undefined.
   * @param path the setting that the error concerns, if `work` does not know it.
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

  /** Whether no problem was added. */
  get none(): boolean {
    return this.#found.size === 0;
  }

  /** Returns an error with all problems. */
  error(): ImproperlyConfigured {
    return new ImproperlyConfigured([...this.#found.values()]);
  }

  #keep(problem: SettingsProblem): void {
    if (this.#missing.has(problem.path) || this.#found.has(problem.message)) return;
    this.#found.set(problem.message, problem);
  }
}
