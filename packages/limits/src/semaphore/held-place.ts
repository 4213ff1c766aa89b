import { randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import type { Renewable } from "@coffer/backend-kit";
import { type Client, LockNotOwned, show } from "@coffer/cache-core";
import { ACQUIRE, RELEASE, RENEW } from "./semaphore-scripts.js";

/** The key and the parameters of the slots. */
export interface Places {
  readonly client: Client;
  readonly key: string;
  /** How many may be held at once. */
  readonly permits: number;
  /** Milliseconds after which Redis frees a slot that is not renewed. */
  readonly lifetime: number;
}

/** A held slot of a semaphore. */
export class HeldPlace implements Renewable {
  readonly #places: Places;
  readonly #token: string;
  #until: number;
  #isReleased = false;

  private constructor(places: Places, token: string, since: number) {
    this.#places = places;
    this.#token = token;
    this.#until = since + places.lifetime;
  }

  /** `null` if all are held. */
  static async acquire(places: Places): Promise<HeldPlace | null> {
    const { client, key, permits, lifetime } = places;
    const token = randomBytes(16).toString("hex");
    const since = performance.now();
    const got = await client.run(ACQUIRE, [key], [token, lifetime, permits]);
    return Number(got) === 1 ? new HeldPlace(places, token, since) : null;
  }

  get until(): number {
    return this.#until;
  }

  get isReleased(): boolean {
    return this.#isReleased;
  }

  async renew(): Promise<void> {
    const { client, key, lifetime } = this.#places;
    const asked = performance.now();
    if (Number(await client.run(RENEW, [key], [this.#token, lifetime])) !== 1) throw lost(key);
    this.#until = asked + lifetime;
  }

  /**
   * @throws LockNotOwned if it was lost; ConnectionInterrupted if Redis is unreachable; Redis frees the slot by
   * itself later.
   */
  async release(): Promise<void> {
    const { client, key } = this.#places;
    this.#isReleased = true;
    if (Number(await client.run(RELEASE, [key], [this.#token])) !== 1) throw lost(key);
  }
}

export function lost(key: string): LockNotOwned {
  return new LockNotOwned(
    "ERR_LOCK_NOT_OWNED",
    `the place in ${show(key)} was lost: it was not renewed in time, or the key was deleted`,
  );
}
