import { type Cache, codeOf } from "@coffer/cache-core";
import { SkippedCase } from "@coffer/plugin-kit/suite";

/**
 * Checks once whether Redis is reachable, so that without it one case reports the problem and the others are skipped.
 */
export class ServerGate {
  #isThere = false;
  #missing: string | undefined;

  /**
   * @throws Error with what to do, from the first case without a server.
   * @throws SkippedCase from the others.
   */
  async check(cache: Cache): Promise<void> {
    if (this.#isThere) return;
    if (this.#missing !== undefined) throw new SkippedCase(this.#missing);
    try {
      await cache.client.ready();
      this.#isThere = true;
    } catch (cause) {
      if (codeOf(cause) !== "ERR_UNREACHABLE" && codeOf(cause) !== "ERR_TIMEOUT") throw cause;
      this.#missing = `no Redis answers the cache that createCache returned, so no case can run: ${(cause as Error).message}`;
      throw new Error(`${this.#missing}. Start a server, or let createCache connect to a running one`, {
        cause,
      });
    }
  }
}
