import { randomBytes } from "node:crypto";
import { type HeldLock, LockError } from "@coffer/cache-core";

let fencingTokens = 0;

/** A held lock that is never lost. */
export class DummyHeldLock implements HeldLock {
  readonly token: string | Buffer;
  readonly fencingToken: number | undefined;
  #held = true;

  constructor(token: string | Buffer | undefined, fencing: boolean) {
    this.token = token ?? randomBytes(16).toString("hex");
    this.fencingToken = fencing ? ++fencingTokens : undefined;
  }

  async release(): Promise<void> {
    this.#check();
    this.#held = false;
  }

  async extend(): Promise<true> {
    return this.#check();
  }

  async reacquire(): Promise<true> {
    return this.#check();
  }

  async owned(): Promise<boolean> {
    return this.#held;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#held = false;
  }

  #check(): true {
    if (!this.#held) throw notHeld();
    return true;
  }
}

export function notHeld(): LockError {
  return new LockError("ERR_LOCK", "the lock is not held: it was never acquired, or is already released");
}
