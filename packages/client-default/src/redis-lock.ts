import { randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import type { AcquireOptions, Delay, ExtendOptions, HeldLock, Lock } from "@coffer/cache-core";
import { codeOf, LockError } from "@coffer/cache-core";
import { type LockPlace, notHeld, RedisHeldLock } from "./held-lock.js";
import type { Lane } from "./lane.js";
import { LockKeeper } from "./lock-keeper.js";
import { acquirePlan, type LockPlan, type Waiting } from "./lock-options.js";
import { ACQUIRE_FENCED } from "./lock-scripts.js";
import { undoLock } from "./lock-undo.js";
import { toBoolean } from "./replies.js";
import { siblingKey } from "./sibling-key.js";
import type { WaitingLines } from "./waiting-lines.js";

/** Of `using` where none is given: it is extended, so it need not be longer than a dead process may hold things up. */
const USING_TIMEOUT = 30_000;

/** The lock may be held all the same. */
const MAYBE_DONE = new Set(["ERR_NO_REPLY", "ERR_TIMEOUT"]);

/** See `Lock`. */
export class RedisLock implements Lock {
  readonly #made: string;
  readonly #plan: LockPlan;
  readonly #lane: () => Lane;
  readonly #lines: WaitingLines;
  #held: RedisHeldLock | undefined;

  constructor(made: string, plan: LockPlan, lane: () => Lane, lines: WaitingLines) {
    this.#made = made;
    this.#plan = plan;
    this.#lane = lane;
    this.#lines = lines;
  }

  async acquire(options?: AcquireOptions): Promise<HeldLock | null> {
    return this.#acquire(options, this.#plan.timeout ?? null);
  }

  async using<T>(
    work: (signal: AbortSignal, held: HeldLock) => T | Promise<T>,
    options?: AcquireOptions,
  ): Promise<T> {
    if (typeof work !== "function") throw new TypeError("work must be a function");
    const timeout = this.#plan.timeout === undefined ? USING_TIMEOUT : this.#plan.timeout;
    const held = await this.#acquire(options, timeout);
    if (held === null) {
      throw new LockError("ERR_LOCK", `the lock ${JSON.stringify(this.#made)} is held by somebody else`);
    }
    const keeper = new LockKeeper(held, this.#made, timeout);
    let result: T;
    try {
      result = await work(keeper.signal, held);
      keeper.signal.throwIfAborted();
    } catch (error) {
      keeper.stop();
      // What went wrong first is what to tell; the lock runs out by itself where it cannot be released.
      await held[Symbol.asyncDispose]().catch(() => {});
      throw error;
    }
    keeper.stop();
    await held[Symbol.asyncDispose]();
    return result;
  }

  async locked(): Promise<boolean> {
    return toBoolean(await this.#lane().send("EXISTS", [this.#made], [this.#made]));
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

  #last(what: string): RedisHeldLock {
    if (this.#held === undefined) throw notHeld(this.#made, what);
    return this.#held;
  }

  async #acquire(options: AcquireOptions | undefined, timeout: number | null): Promise<RedisHeldLock | null> {
    const { waiting, token } = acquirePlan(options, this.#plan.waiting);
    const place: LockPlace = {
      made: this.#made,
      timeout,
      lane: this.#lane,
      released: () => this.#lines.wake(this.#made),
    };
    const attempt = () => this.#attempt(place, token);
    const held = await (waiting.blocking ? this.#wait(attempt, waiting) : attempt());
    // A failed acquire leaves what was held before.
    if (held !== null) this.#held = held;
    return held;
  }

  /** Tries until the next try would be too late. The pauses vary, so that processes do not stay in step. */
  async #wait(
    attempt: () => Promise<RedisHeldLock | null>,
    { sleep, patience }: Waiting,
  ): Promise<RedisHeldLock | null> {
    const deadline = performance.now() + patience;
    const place = this.#lines.join(this.#made);
    try {
      while (!place.isFirst) {
        const left = deadline - performance.now() - sleep;
        if (left <= 0) return await attempt();
        await place.pause(left);
      }
      for (;;) {
        const held = await attempt();
        if (held !== null) return held;
        const pause = sleep * (0.5 + Math.random() / 2);
        if (performance.now() + pause > deadline) return null;
        await place.pause(pause);
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
      if (given === undefined && MAYBE_DONE.has(codeOf(error) ?? "")) {
        void undoLock(place.made, token, this.#lane);
      }
      throw error;
    }
  }

  /** `null` where somebody has the lock, else the fencing token, `undefined` where none is asked for. */
  async #store({ made, timeout }: LockPlace, token: string | Buffer): Promise<number | undefined | null> {
    if (this.#plan.fencing) {
      const keys = [made, siblingKey(made, "fence")];
      const reply = await this.#lane().run(ACQUIRE_FENCED, keys, [token, timeout ?? ""]);
      return Number(reply) === 0 ? null : Number(reply);
    }
    const expiry = timeout === null ? [] : ["PX", timeout];
    const reply = await this.#lane().send("SET", [made, token, "NX", ...expiry], [made]);
    return reply === null ? null : undefined;
  }
}
