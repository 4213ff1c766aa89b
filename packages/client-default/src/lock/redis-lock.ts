import { randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import type { AcquireOptions, Delay, ExtendOptions, HeldLock, Lock } from "@coffer/cache-core";
import { LockError } from "@coffer/cache-core";
import type { Gate } from "../calls/gate.js";
import type { Lane } from "../lane/lane.js";
import { toBoolean } from "../lane/replies.js";
import { isMaybeDone, type LockPlace, notHeld, RedisHeldLock } from "./held-lock.js";
import { LockKeeper } from "./lock-keeper.js";
import { acquirePlan, type LockPlan, type Waiting } from "./lock-options.js";
import type { LockQueue } from "./lock-queue.js";
import { releaseLater } from "./lock-release.js";
import { ACQUIRE_FENCED } from "./lock-scripts.js";

/**
 * How long Redis keeps a lock whose holder names no timeout. It is renewed while it is held, so it need not be longer than a dead process
 * may hold things up.
 */
const LIFETIME = 30_000;
/** How long a command that was given up may take to arrive: it may lie before a server that is frozen. */
const LATEST_ARRIVAL = 60_000;

/** What a lock has of its client. */
export interface LockHome {
  readonly lines: LockQueue;
  readonly gate: Gate;
  /** The lane of a key, for writing. */
  laneOf(redisKey: string): Lane;
  /** The key beside a lock that has the last number given out. */
  fenceOf(redisKey: string): string;
  /** Logs trouble that costs nobody an answer; throws other errors. */
  report(error: unknown): void;
}

/** See `Lock`. */
export class RedisLock implements Lock {
  readonly #redisKey: string;
  readonly #plan: LockPlan;
  readonly #home: LockHome;
  #held: RedisHeldLock | undefined;

  constructor(redisKey: string, plan: LockPlan, home: LockHome) {
    this.#redisKey = redisKey;
    this.#plan = plan;
    this.#home = home;
  }

  async acquire(options?: AcquireOptions): Promise<HeldLock | null> {
    this.#home.gate.check();
    const timeout = this.#plan.timeout ?? null;
    const held = await this.#acquire(options, timeout);
    if (held !== null && timeout === null) {
      const keeper = new LockKeeper(held, this.#redisKey, LIFETIME);
      held.onRelease(() => keeper.stop());
    }
    return held;
  }

  async using<T>(
    work: (signal: AbortSignal, held: HeldLock) => T | Promise<T>,
    options?: AcquireOptions,
  ): Promise<T> {
    if (typeof work !== "function") throw new TypeError("work must be a function");
    return this.#home.gate.during(() => this.#using(work, options));
  }

  async #using<T>(
    work: (signal: AbortSignal, held: HeldLock) => T | Promise<T>,
    options: AcquireOptions | undefined,
  ): Promise<T> {
    const timeout = this.#plan.timeout === undefined ? LIFETIME : this.#plan.timeout;
    const held = await this.#acquire(options, timeout);
    if (held === null) {
      throw new LockError("ERR_LOCK", `the lock ${JSON.stringify(this.#redisKey)} is held by somebody else`);
    }
    const keeper = new LockKeeper(held, this.#redisKey, timeout ?? LIFETIME);
    let result: T;
    try {
      result = await work(keeper.signal, held);
      keeper.signal.throwIfAborted();
    } catch (error) {
      keeper.stop();
      // The first error is the one to report; a lock that cannot be released expires by itself.
      await held[Symbol.asyncDispose]().catch(() => {});
      throw error;
    }
    keeper.stop();
    await held[Symbol.asyncDispose]();
    return result;
  }

  async locked(): Promise<boolean> {
    return toBoolean(await this.#lane().send("EXISTS", [this.#redisKey], [this.#redisKey]));
  }

  async release(): Promise<void> {
    return this.#last("release").release();
  }

  async extend(timeout: Delay, options?: ExtendOptions): Promise<true> {
    return this.#last("extend").extend(timeout, options);
  }

  async reacquire(): Promise<true> {
    return this.#last("reacquire").reacquire();
  }

  async owned(): Promise<boolean> {
    return this.#held?.owned() ?? false;
  }

  #lane(): Lane {
    return this.#home.laneOf(this.#redisKey);
  }

  #last(what: string): RedisHeldLock {
    if (this.#held === undefined) throw notHeld(this.#redisKey, what);
    return this.#held;
  }

  async #acquire(options: AcquireOptions | undefined, timeout: number | null): Promise<RedisHeldLock | null> {
    const { waiting, token } = acquirePlan(options, this.#plan.waiting);
    const place: LockPlace = {
      redisKey: this.#redisKey,
      timeout,
      lifetime: timeout ?? LIFETIME,
      lane: () => this.#lane(),
      released: () => this.#home.lines.wake(this.#redisKey),
      report: (error) => this.#home.report(error),
    };
    const attempt = () => this.#attempt(place, token);
    const held = await (waiting.blocking ? this.#wait(attempt, waiting) : attempt());
    // A failed acquire leaves what was held before.
    if (held !== null) this.#held = held;
    return held;
  }

  /** Tries until the time is over, and once more then. The pauses vary, so that processes do not stay in step. */
  async #wait(
    attempt: () => Promise<RedisHeldLock | null>,
    { sleep, patience }: Waiting,
  ): Promise<RedisHeldLock | null> {
    const deadline = performance.now() + patience;
    const place = this.#home.lines.join(this.#redisKey);
    try {
      while (!place.isFirst) {
        const left = deadline - performance.now();
        if (left <= 0) return await attempt();
        await place.pause(left);
      }
      for (;;) {
        const held = await attempt();
        if (held !== null) return held;
        const left = deadline - performance.now();
        if (left <= 0) return null;
        await place.pause(Math.min(sleep * (0.5 + Math.random() / 2), left));
        // Who closes does not wait for work that has not begun.
        this.#home.gate.check();
      }
    } finally {
      place.leave();
    }
  }

  async #attempt(place: LockPlace, given: string | Buffer | undefined): Promise<RedisHeldLock | null> {
    const token = given ?? randomBytes(16).toString("hex");
    const asked = performance.now();
    try {
      const fencingToken = await this.#store(place, token);
      return fencingToken === null ? null : new RedisHeldLock(place, token, asked, fencingToken);
    } catch (error) {
      // A given token may be somebody's who holds the lock.
      if (given === undefined && isMaybeDone(error)) {
        const until = performance.now() + LATEST_ARRIVAL;
        void releaseLater({ ...place, token, until: () => until, mayComeYet: true });
      }
      throw error;
    }
  }

  /** `null` where somebody has the lock, else the fencing token, `undefined` where none is asked for. */
  async #store(
    { redisKey, lifetime }: LockPlace,
    token: string | Buffer,
  ): Promise<number | undefined | null> {
    if (this.#plan.fencing) {
      const reply = await this.#lane().run(
        ACQUIRE_FENCED,
        [redisKey, this.#home.fenceOf(redisKey)],
        [token, lifetime],
      );
      return Number(reply) === 0 ? null : Number(reply);
    }
    const reply = await this.#lane().send("SET", [redisKey, token, "NX", "PX", lifetime], [redisKey]);
    return reply === null ? null : undefined;
  }
}
