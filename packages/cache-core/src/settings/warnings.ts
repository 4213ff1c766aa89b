import type { BackendContext } from "../contracts/backend.js";
import type { Logger } from "../contracts/logger.js";

/** Collects settings without effect, or probably without the intended one, so that each is reported once. */
export class Warnings {
  readonly #found: Map<string, string> = new Map();

  add(path: string, text: string): void {
    this.#found.set(`${path}: ${text}`, path);
  }

  get all(): readonly string[] {
    return [...this.#found.keys()];
  }

  /** Each warning goes to the logger of its cache; those of the top level go to that of the first. */
  log(caches: readonly BackendContext[]): void {
    for (const [message, path] of this.#found) {
      const its = caches.find((cache) => path.startsWith(`${cache.path}.`)) ?? caches[0];
      const logger = (its?.options.LOGGER ?? console) as Logger;
      if (logger.warn) logger.warn(`coffer's settings: ${message}`);
      else logger.info?.(`coffer's settings: ${message}`);
    }
  }
}
