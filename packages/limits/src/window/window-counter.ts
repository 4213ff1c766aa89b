import { checkNames, escapeGlob } from "@coffer/backend-kit";
import { type Cache, type Caches, type Client, type Delay, type Reply, show } from "@coffer/cache-core";
import { checkCount, checkText, checkTime, clientOf, keyOf, type NamedOptions } from "../options.js";
import { HIT, READ, UNDO } from "./window-scripts.js";

/** Options of `windowCounter`. */
export interface WindowCounterOptions extends NamedOptions {
  /** The length of a window: seconds, or a duration such as `"1d"`. A window begins with the first hit. */
  readonly every: Delay;
}

/** A count, and when its window ends. */
export interface Counted {
  /** The hits in the window. */
  readonly count: number;
  /** Milliseconds until the window ends; 0 if there is none. */
  readonly left: number;
}

/** Options of `hit`. */
export interface HitOptions {
  /**
   * The length of the window that this hit starts.
   * @default the option `every` of the counter
   */
  readonly every?: Delay | undefined;
  /** The hits per window above which `beyond` applies; a whole number from 0. */
  readonly limit?: number | undefined;
  /**
   * What each hit above `limit` does to the window: `"keep"`: nothing; `"restart"`: moves its end to `every` from now; `"double"`: the same, and
   * doubles that time with each hit. `"restart"` and `"double"` require a `limit`.
   * @default "keep"
   */
  readonly beyond?: "keep" | "restart" | "double" | undefined;
}

/** Counts in fixed windows, returned by `windowCounter`. */
export interface WindowCounter {
  /**
   * Counts a hit for an id. The first hit starts a window; at its end the key expires, and with it the count. A failed hit is not repeated,
   * since it may have been counted.
   *
   * Redis: a script (`EVALSHA`) with `SET` for the first hit and `INCR` for the others, O(1).
   * @returns the count with this hit.
   * @throws TypeError for wrong arguments, before anything is sent; ConnectionInterrupted if Redis is unreachable.
   */
  hit(id: string, options?: HitOptions): Promise<Counted>;
  /**
   * Reads the count of an id without a hit.
   *
   * Redis: a script (`EVALSHA`) with `GET` and `PTTL`, O(1).
   * @throws ConnectionInterrupted if Redis is unreachable.
   */
  read(id: string): Promise<Counted>;
  /**
   * Subtracts 1 from the count of an id, unless it is 0.
   *
   * Redis: a script (`EVALSHA`) with `GET` and `DECR`, O(1).
   * @throws ConnectionInterrupted if Redis is unreachable.
   */
  undo(id: string): Promise<void>;
  /**
   * Ends the window of an id.
   *
   * Redis: `UNLINK`, O(1).
   * @returns whether there was a window.
   * @throws ConnectionInterrupted if Redis is unreachable.
   */
  reset(id: string): Promise<boolean>;
  /**
   * Ends the windows of all ids of this counter.
   *
   * Redis: `SCAN` and `UNLINK`, O(N) for N keys in the database.
   * @returns how many windows there were.
   * @throws ConnectionInterrupted if Redis is unreachable.
   */
  resetAll(): Promise<number>;
}

const KNOWN = ["alias", "name", "every"];
const WHO = "windowCounter";
const BEYOND = ["keep", "restart", "double"];

/**
 * Creates a counter that counts exactly in fixed windows, for all processes. For quotas ("1,000 a day") and for libraries that decide by a
 * count. Use `limiter` for rates: at the edge of two windows, the hits of both may come at once. Sends nothing.
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
