import { performance } from "node:perf_hooks";
import type { Delay, ExtendOptions, HeldLock, Script } from "@coffer/cache-core";
import { LockError, LockNotOwned } from "@coffer/cache-core";
import { checkOptions } from "./arguments.js";
import type { Lane } from "./lane.js";
import { positive } from "./lock-options.js";
import { EXTEND, RELEASE } from "./lock-scripts.js";
import { toBoolean } from "./replies.js";

const EXTEND_OPTIONS: ReadonlySet<string> = new Set(["replaceTtl"]);

/** Where a lock is, and what it was made with. */
export interface LockPlace {
  readonly made: string;
  /** Milliseconds; `null`: until it is released. */
  readonly timeout: number | null;
  /** The lane of the key, for writing: replicas come late, and another primary would be another lock. */
  lane(): Lane;
  /** Called when the lock was let go. */
  released(): void;
}

/** See `HeldLock`. Holds from the moment it is made. */
export class RedisHeldLock implements HeldLock {
  readonly token: string | Buffer;
  readonly fencingToken: number | undefined;
  /** On the monotonic clock, when Redis may let go of the lock at the earliest. */
  #until: number;
  readonly #place: LockPlace;
  #isReleased = false;

  /** @param since on the monotonic clock, before the lock was asked for. */
  constructor(place: LockPlace, token: string | Buffer, since: number, fencingToken: number | undefined) {
    this.#place = place;
    this.token = token;
    this.fencingToken = fencingToken;
    this.#until = since + (place.timeout ?? Number.POSITIVE_INFINITY);
  }

  get until(): number {
    return this.#until;
  }

  async release(): Promise<void> {
    this.#checkHeld("release");
    // Before the attempt, as in redis-py: who is told that it failed cannot know whether it was done.
    this.#isReleased = true;
    await this.#ask(RELEASE, []);
    this.#place.released();
  }

  async extend(timeout: Delay, options?: ExtendOptions): Promise<true> {
    const { replaceTtl = false } = checkOptions(options, EXTEND_OPTIONS) ?? {};
    const more = positive(timeout);
    this.#checkExpires("extend");
    const asked = performance.now();
    await this.#ask(EXTEND, [more, replaceTtl ? "1" : "0"]);
    this.#until = replaceTtl ? asked + more : this.#until + more;
    return true;
  }

  async reacquire(): Promise<true> {
    const timeout = this.#checkExpires("reacquire");
    const asked = performance.now();
    await this.#ask(EXTEND, [timeout, "1"]);
    this.#until = asked + timeout;
    return true;
  }

  async owned(): Promise<boolean> {
    if (this.#isReleased) return false;
    const { made } = this.#place;
    const stored = await this.#place.lane().send("GET", [made], [made]);
    return stored !== null && Buffer.from(this.token as string).equals(stored as Buffer);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isReleased) await this.release();
  }

  async #ask(script: Script, args: readonly (string | number)[]): Promise<void> {
    const { made } = this.#place;
    const reply = await this.#place.lane().run(script, [made], [this.token, ...args]);
    if (!toBoolean(reply)) throw lost(made);
  }

  #checkExpires(what: string): number {
    this.#checkHeld(what);
    const { made, timeout } = this.#place;
    if (timeout !== null) return timeout;
    throw new LockError("ERR_LOCK", `cannot ${what} the lock ${JSON.stringify(made)}: it has no timeout`);
  }

  #checkHeld(what: string): void {
    if (this.#isReleased) throw notHeld(this.#place.made, what);
  }
}

export function notHeld(made: string, what: string): LockError {
  return new LockError("ERR_LOCK", `cannot ${what} the lock ${JSON.stringify(made)}: it is not held here`);
}

export function lost(made: string): LockNotOwned {
  return new LockNotOwned(
    "ERR_LOCK_NOT_OWNED",
    `the lock ${JSON.stringify(made)} was lost: it ran out, was deleted, or somebody else holds it`,
  );
}
