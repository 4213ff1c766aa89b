import { checkNames, escapeGlob } from "@coffer/backend-kit";
import { type Cache, type Caches, type Client, type Delay, type Reply, show } from "@coffer/cache-core";
import { checkCount, checkText, checkTime, clientOf, keyOf, type NamedOptions } from "../options.js";
import { HIT, READ, UNDO } from "./window-scripts.js";

export interface WindowCounterOptions extends NamedOptions {
  /** How long a window is: seconds, or a duration such as `"1d"`. It begins with the first hit. */
  readonly every: Delay;
}

/** A count, and when its window ends. */
export interface Counted {
  readonly count: number;
  /** Milliseconds until the window ends; 0 if there is none. */
  readonly left: number;
}

/** What happens to the window of an id with more than `limit` hits in it. */
export interface HitOptions {
  /** The length of the window that this hit starts, instead of the counter's. */
  readonly every?: Delay | undefined;
  /** A whole number from 0 on. */
  readonly limit?: number | undefined;
  /**
   * `"restart"`: each further hit moves the end of the window to `every` from now; `"double"`: the same, and doubles
   * that time with each hit. Both require a `limit`.
   * @default "keep"
   */
  readonly beyond?: "keep" | "restart" | "double" | undefined;
}

export interface WindowCounter {
  /**
   * Counts a hit for an id, one round trip (a script, EVALSHA). The first hit starts a window, at whose end the key
   * expires with the count. A failed hit is never repeated: it may have been counted.
   * @throws TypeError before anything is sent. @throws ConnectionInterrupted
   */
  hit(id: string, options?: HitOptions): Promise<Counted>;
  /** The count without a hit. @throws ConnectionInterrupted */
  read(id: string): Promise<Counted>;
  /** Takes a hit back: decrements a count above 0. @throws ConnectionInterrupted */
  undo(id: string): Promise<void>;
  /** Ends the window. @returns whether there was one. @throws ConnectionInterrupted */
  reset(id: string): Promise<boolean>;
  /** Ends the windows of all ids, by SCAN. @returns how many there were. @throws ConnectionInterrupted */
  resetAll(): Promise<number>;
}

const KNOWN = ["alias", "name", "every"];
const WHO = "windowCounter";
const BEYOND = ["keep", "restart", "double"];

/**
 * Counts exactly in fixed windows, for all processes. For quotas ("1,000 a day") and for hosts that decide by a
 * count; `limiter` is better for rates: at the edge of two windows, twice as many hits as in one may come at once.
 * @param caches what `createCaches` resolves to, or one of its caches.
 * @throws TypeError for wrong options, ImproperlyConfigured for an unknown alias.
 */
export function windowCounter(caches: Caches | Cache, options: WindowCounterOptions): WindowCounter {
  checkNames(options, KNOWN, WHO);
  const name = checkText(options.name, "name", WHO);
  return new RedisWindowCounter(clientOf(caches, options, WHO), name, checkTime(options.every, "every", WHO));
}

class RedisWindowCounter implements WindowCounter {
  readonly #client: Client;
  readonly #name: string;
  readonly #every: number;

  constructor(client: Client, name: string, every: number) {
    this.#client = client;
    this.#name = name;
    this.#every = every;
  }

  async hit(id: string, options: HitOptions = {}): Promise<Counted> {
    checkNames(options, ["every", "limit", "beyond"], WHO);
    const { limit, beyond = "keep" } = options;
    const every = options.every === undefined ? this.#every : checkTime(options.every, "every", WHO);
    if (!BEYOND.includes(beyond)) {
      throw new TypeError(`${WHO}: beyond must be one of ${BEYOND.join(", ")}; got ${show(beyond)}`);
    }
    if (limit !== 0 && (limit !== undefined || beyond !== "keep")) checkCount(limit, "limit", WHO);
    return this.#counted(HIT, id, [every, limit ?? 0, beyond]);
  }

  async read(id: string): Promise<Counted> {
    return this.#counted(READ, id, []);
  }

  async undo(id: string): Promise<void> {
    await this.#client.run(UNDO, [this.#key(id)]);
  }

  async reset(id: string): Promise<boolean> {
    return this.#client.delete(this.#key(id));
  }

  async resetAll(): Promise<number> {
    return this.#client.deletePattern(`${escapeGlob(keyOf("window", this.#name, ""))}*`);
  }

  async #counted(script: typeof HIT, id: string, args: readonly (string | number)[]): Promise<Counted> {
    const [count = 0, left = 0] = ((await this.#client.run(script, [this.#key(id)], args)) as Reply[]).map(
      Number,
    );
    return { count, left };
  }

  #key(id: string): string {
    return keyOf("window", this.#name, checkText(id, "id", WHO));
  }
}
