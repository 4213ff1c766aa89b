import { randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import { LockKeeper, type LockQueue } from "@coffer/backend-kit";
import type { AcquireOptions, Delay, ExtendOptions, HeldLock, Lock } from "@coffer/cache-core";
import { LockError } from "@coffer/cache-core";
import type { Gate } from "../calls/gate.js";
import type { Lane } from "../lane/lane.js";
import { toBoolean } from "../lane/replies.js";
import { isMaybeDone, type LockPlace, lost, notHeld, RedisHeldLock } from "./held-lock.js";
import { acquirePlan, checkToken, type LockPlan } from "./lock-options.js";
import { releaseLater } from "./lock-release.js";
import { ACQUIRE_FENCED } from "./lock-scripts.js";

/**
 * How long Redis keeps a lock without a timeout. It is renewed while it is held, so the time only limits how long a
 * dead process blocks others.
 */
const LIFETIME = 30_000;
/** How long a command that timed out may take to arrive: it may be queued at a frozen server. */
const LATEST_ARRIVAL = 60_000;

/** What a lock needs from its client. */
export interface LockHome {
  readonly lines: LockQueue;
  readonly gate: Gate;
  /** The lane of a key, for writing. */
  laneOf(redisKey: string): Lane;
  /** The sibling key of a lock with the last fencing number. */
  fenceOf(redisKey: string): string;
  /** Logs errors that change no answer; throws others. */
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
      const keeper = new LockKeeper(held, LIFETIME, () => lost(this.#redisKey));
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
      throw new LockError("ERR_LOCK", `the lock ${JSON.stringify(this.#redisKey)} has another holder`);
    }
    const keeper = new LockKeeper(held, timeout ?? LIFETIME, () => lost(this.#redisKey));
    let result: T;
    try {
      result = await work(keeper.signal, held);
      keeper.signal.throwIfAborted();
    } catch (error) {
      keeper.stop();
      // Report the first error; a lock that cannot be released expires by itself.
      await held[Symbol.asyncDispose]().catch(() => {});
      throw error;
    }
    keeper.stop();
    await held[Symbol.asyncDispose]();
    return result;
  }

  restore(token: string | Buffer): HeldLock {
    const given = checkToken(token);
    this.#home.gate.check();
    // A lock acquired without a timeout is renewed by its process, or that process has died: here it can be extended
    // manually.
    return new RedisHeldLock(
      this.#place(this.#plan.timeout ?? LIFETIME),
      given,
      performance.now(),
      undefined,
    );
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
    const place = this.#place(timeout);
    const attempt = () => this.#attempt(place, token);
    const held = await (waiting.blocking
      ? this.#home.lines.wait(this.#redisKey, attempt, waiting, () => this.#home.gate.check())
      : attempt());
    // A failed acquire leaves an earlier held lock unchanged.
    if (held !== null) this.#held = held;
    return held;
  }

  #place(timeout: number | null): LockPlace {
    return {
      redisKey: this.#redisKey,
      timeout,
      lifetime: timeout ?? LIFETIME,
      lane: () => this.#lane(),
      released: () => this.#home.lines.wake(this.#redisKey),
      report: (error) => this.#home.report(error),
    };
  }

  async #attempt(place: LockPlace, given: string | Buffer | undefined): Promise<RedisHeldLock | null> {
    const token = given ?? randomBytes(16).toString("hex");
    const asked = performance.now();
    try {
      const fencingToken = await this.#store(place, token);
      return fencingToken === null ? null : new RedisHeldLock(place, token, asked, fencingToken);
    } catch (error) {
      // Another holder may have the same token, since the caller chose it.
      if (given === undefined && isMaybeDone(error)) {
        const until = performance.now() + LATEST_ARRIVAL;
        void releaseLater({ ...place, token, until: () => until, mayComeYet: true });
      }
      throw error;
    }
  }

  /** `null` if the lock has a holder, else the fencing token, or `undefined` without fencing. */
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
