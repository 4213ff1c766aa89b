import { performance } from "node:perf_hooks";
import type { Delay, ExtendOptions, HeldLock, Script } from "@coffer/cache-core";
import { codeOf, LockError, LockNotOwned } from "@coffer/cache-core";
import { checkOptions } from "../calls/arguments.js";
import type { Lane } from "../lane/lane.js";
import { toBoolean } from "../lane/replies.js";
import { positive } from "./lock-options.js";
import { releaseLater } from "./lock-release.js";
import { EXTEND, RELEASE } from "./lock-scripts.js";

const EXTEND_OPTIONS: ReadonlySet<string> = new Set(["replaceTtl"]);

/** Whether a failed command may have been executed. An error reply of Redis is its cause. */
export function isMaybeDone(error: unknown): boolean {
  const code = codeOf(error);
  if (code === "ERR_REPLY") return (error as Error).cause === undefined;
  return code === "ERR_NO_REPLY" || code === "ERR_TIMEOUT";
}

/** The key of a lock, and its options. */
export interface LockPlace {
  readonly redisKey: string;
  /** Milliseconds; `null`: until it is released. */
  readonly timeout: number | null;
  /** Milliseconds that Redis keeps it without a renewal. */
  readonly lifetime: number;
  /** The lane of the key, for writing: replicas lag behind, and another primary would be another lock. */
  lane(): Lane;
  /** Called when the lock was released. */
  released(): void;
  /** Logs a release that failed and continues in the background; throws any other error. */
  report(error: unknown): void;
}

/** See `HeldLock`. Its time starts when it is created. */
export class RedisHeldLock implements HeldLock {
  readonly token: string | Buffer;
  readonly fencingToken: number | undefined;
  /** On the monotonic clock, the earliest time at which Redis may release the lock. */
  #until: number;
  readonly #place: LockPlace;
  #isReleased = false;
  /** A failed release continues in the background. `done`: it has succeeded there. */
  #behind: "no" | "goes on" | "done" = "no";
  #mayBeReleased = false;
  #onRelease: (() => void) | undefined;

  /** @param since on the monotonic clock, before the lock was requested. */
  constructor(place: LockPlace, token: string | Buffer, since: number, fencingToken: number | undefined) {
    this.#place = place;
    this.token = token;
    this.fencingToken = fencingToken;
    this.#until = since + place.lifetime;
  }

  /** Whether it is released, or is being released. */
  get isReleased(): boolean {
    return this.#isReleased;
  }

  get until(): number {
    return this.#until;
  }

  /** @param act called when the lock is to be released. */
  onRelease(act: () => void): void {
    this.#onRelease = act;
  }

  async release(): Promise<void> {
    if (this.#behind === "done") {
      this.#behind = "no";
      return;
    }
    this.#checkHeld("release");
    this.#isReleased = true;
    this.#onRelease?.();
    try {
      await this.#ask(RELEASE, []);
    } catch (error) {
      if (codeOf(error) !== "ERR_LOCK_NOT_OWNED") {
        this.#isReleased = false;
        this.#mayBeReleased ||= isMaybeDone(error);
        this.#releaseBehind();
        throw error;
      }
      // An earlier attempt released it, whose reply was lost.
      if (!this.#mayBeReleased) throw error;
    }
    this.#place.released();
  }

  /** Continues a failed release. */
  #releaseBehind(): void {
    if (this.#behind === "goes on") return;
    this.#behind = "goes on";
    const { redisKey, lane } = this.#place;
    releaseLater({ redisKey, token: this.token, lane, until: () => this.#until, mayComeYet: false }).then(
      () => {
        const isAsked = !this.#isReleased;
        this.#behind = isAsked ? "done" : "no";
        this.#isReleased = true;
        this.#place.released();
      },
    );
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
    this.#checkExpires("reacquire");
    await this.renew();
    return true;
  }

  /** Sets the time left to the whole lifetime again, also if the holder gave no timeout. */
  async renew(): Promise<void> {
    this.#checkHeld("renew");
    const { lifetime } = this.#place;
    const asked = performance.now();
    await this.#ask(EXTEND, [lifetime, "1"]);
    this.#until = asked + lifetime;
  }

  async owned(): Promise<boolean> {
    if (this.#isReleased) return false;
    const { redisKey } = this.#place;
    const stored = await this.#place.lane().send("GET", [redisKey], [redisKey]);
    return stored !== null && Buffer.from(this.token as string).equals(stored as Buffer);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isReleased) return;
    await this.release().catch((error) => this.#place.report(error));
  }

  async #ask(script: Script, args: readonly (string | number)[]): Promise<void> {
    const { redisKey } = this.#place;
    const reply = await this.#place.lane().run(script, [redisKey], [this.token, ...args]);
    if (!toBoolean(reply)) throw lost(redisKey);
  }

  #checkExpires(what: string): void {
    this.#checkHeld(what);
    const { redisKey, timeout } = this.#place;
    if (timeout !== null) return;
    throw new LockError("ERR_LOCK", `cannot ${what} the lock ${JSON.stringify(redisKey)}: it has no timeout`);
  }

  #checkHeld(what: string): void {
    if (this.#isReleased) throw notHeld(this.#place.redisKey, what);
  }
}

export function notHeld(redisKey: string, what: string): LockError {
  return new LockError(
    "ERR_LOCK",
    `cannot ${what} the lock ${JSON.stringify(redisKey)}: it is not held here`,
  );
}

export function lost(redisKey: string): LockNotOwned {
  return new LockNotOwned(
    "ERR_LOCK_NOT_OWNED",
    `the lock ${JSON.stringify(redisKey)} was lost: it expired, was deleted, or has another holder`,
  );
}
