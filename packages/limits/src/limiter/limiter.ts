import { checkNames, IGNORABLE } from "@coffer/backend-kit";
import { type Cache, type Caches, type Client, codeOf, type Delay, show } from "@coffer/cache-core";
import { checkCount, checkText, checkTime, clientOf, keyOf, type NamedOptions } from "../options.js";
import { TAKE } from "./take-script.js";

/** Options of `limiter`. */
export interface LimiterOptions extends NamedOptions {
  /** How much may be taken per `every` on average; a whole number from 1. */
  readonly limit: number;
  /** The time that `limit` applies to: seconds, or a duration such as `"1m"`. */
  readonly every: Delay;
  /**
   * How much may be taken at once after a pause; a whole number from 1. 1 allows only evenly spaced takes.
   * @default `limit`
   */
  readonly burst?: number | undefined;
  /**
   * Whether a take is allowed while Redis is unreachable. Required, since it depends on what is limited: `false` for a login, `true` for a page.
   */
  readonly failOpen: boolean;
}

/** The result of a take. */
export interface Taken {
  /** Whether the cost was taken; while Redis is unreachable, `failOpen`. */
  readonly allowed: boolean;
  /** How much could be taken now; 0 if Redis was unreachable. */
  readonly remaining: number;
  /** Seconds, with fractions, until the same take is allowed if there are no other takes; 0 if it was allowed. */
  readonly retryAfter: number;
  /** When all of `burst` can be taken again if there are no other takes, by the clock of this machine. */
  readonly resetAt: Date;
  /** The error, if Redis was unreachable and `allowed` is `failOpen`. */
  readonly error?: unknown;
}

/** A rate limit, returned by `limiter`. */
export interface Limiter {
  /**
   * Takes `cost` for an id (a user, an address) if that much is left, otherwise nothing. All processes share the limit, by the clock of the
   * server. A failed take is not repeated, since it may have been counted.
   *
   * Redis: a script (`EVALSHA`) with `TIME` and one key, O(1).
   * @param cost a whole number from 1 to `burst`; default: 1.
   * @returns the decision; while Redis is unreachable, that of `failOpen`.
   * @throws TypeError for an id that is not a string, and for a cost that could never be allowed, before anything is
   * sent.
   */
  take(id: string, cost?: number): Promise<Taken>;
  /**
   * Resets an id: all of `burst` can be taken again.
   *
   * Redis: `UNLINK`, O(1).
   * @returns whether something had been taken.
   * @throws ConnectionInterrupted if Redis is unreachable.
   */
  reset(id: string): Promise<boolean>;
}

const KNOWN = ["alias", "name", "limit", "every", "burst", "failOpen"];
const WHO = "limiter";

/**
 * Creates a rate limit for all processes: `burst` at once and `limit` per `every` on average (GCRA). So at most `burst + limit` are allowed in
 * any period of `every`, and there are no fixed windows, at whose edges the double rate would be possible. A rejected take costs nothing.
 * Sends nothing.
 * @param caches what `createCaches` resolves to, or one of its caches.
 * @throws TypeError for wrong options, ImproperlyConfigured for an unknown alias.
 */
export function limiter(caches: Caches | Cache, options: LimiterOptions): Limiter {
  checkNames(options, KNOWN, WHO);
  const name = checkText(options.name, "name", WHO);
  const limit = checkCount(options.limit, "limit", WHO);
  const every = checkTime(options.every, "every", WHO);
  const burst = options.burst === undefined ? limit : checkCount(options.burst, "burst", WHO);
  if (typeof options.failOpen !== "boolean") {
    throw new TypeError(
      `${WHO}: failOpen must say whether takes are allowed while Redis is unreachable, true or false; got ${show(options.failOpen)}`,
    );
  }
  return new RedisLimiter(clientOf(caches, options, WHO), {
    name,
    limit,
    every,
    burst,
    failOpen: options.failOpen,
  });
}

interface Plan {
  readonly name: string;
  readonly limit: number;
  /** Milliseconds. */
  readonly every: number;
  readonly burst: number;
  readonly failOpen: boolean;
}

class RedisLimiter implements Limiter {
  readonly #client: Client;
  readonly #plan: Plan;

  constructor(client: Client, plan: Plan) {
    this.#client = client;
    this.#plan = plan;
  }

  async take(id: string, cost = 1): Promise<Taken> {
    const { limit, every, burst } = this.#plan;
    const key = this.#key(id);
    if (checkCount(cost, "cost", WHO) > burst) {
      throw new TypeError(`${WHO}: cost (${cost}) is more than burst (${burst}): it could never be allowed`);
    }
    try {
      const reply = await this.#client.run(TAKE, [key], [limit, every, burst, cost]);
      const [allowed = 0, remaining = 0, wait = 0, full = 0] = (reply as unknown[]).map(Number);
      return {
        allowed: allowed === 1,
        remaining,
        retryAfter: wait / 1000,
        resetAt: new Date(Date.now() + full),
      };
    } catch (error) {
      return this.#unknown(error);
    }
  }

  async reset(id: string): Promise<boolean> {
    return this.#client.delete(this.#key(id));
  }

  /** The decision of `failOpen`, which does not apply to a caller's error. */
  #unknown(error: unknown): Taken {
    if (!IGNORABLE.has(codeOf(error) ?? "")) throw error;
    const { limit, every, failOpen } = this.#plan;
    // Logged by the cache: a limit without effect must not go unnoticed.
    this.#client.context?.report(error, "take");
    const one = every / limit;
    return {
      allowed: failOpen,
      remaining: 0,
      retryAfter: failOpen ? 0 : Math.ceil(one) / 1000,
      resetAt: new Date(Date.now() + one),
      error,
    };
  }

  #key(id: string): string {
    return keyOf("limit", this.#plan.name, checkText(id, "id", WHO));
  }
}
