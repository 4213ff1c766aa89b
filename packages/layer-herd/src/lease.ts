import { randomBytes } from "node:crypto";
import { clearInterval, setInterval } from "node:timers";
import type { CommandArgument, Reply, Script } from "@coffer/cache-core";
import { GIVE, KEEP, LEASE } from "./scripts.js";

/** The result of requesting a lease. */
export type Taken =
  /** The key has changed since it was read. */
  | { readonly state: "changed"; readonly stored: Buffer | undefined }
  | {
      readonly state: "got" | "held" | "cool";
      /** The `seenOf` of the key. */
      readonly seen: Buffer;
      /** The note of the last failed load; empty: none. */
      readonly note: string;
    };

/** Runs a script on the server that takes the key's writes. */
type Run = (script: Script, keys: readonly string[], args: readonly CommandArgument[]) => Promise<Reply>;

/**
 * The right to load a key, which one caller among all processes has at a time. It expires by itself when its process
 * dies.
 */
export class Lease {
  readonly token: string = randomBytes(16).toString("hex");
  /** Its Redis key. */
  readonly key: string;
  readonly #run: Run;
  readonly #redisKey: string;
  readonly #noteKey: string;
  readonly #milliseconds: number;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  /**
   * @param keys of the lease, and of the note of a failure.
   * @param milliseconds how long it outlives its process.
   */
  constructor(
    run: Run,
    redisKey: string,
    keys: { readonly lease: string; readonly note: string },
    milliseconds: number,
  ) {
    this.#run = run;
    this.#redisKey = redisKey;
    this.key = keys.lease;
    this.#noteKey = keys.note;
    this.#milliseconds = milliseconds;
  }

  /** @param seen what the key must still contain, see `seenOf`. */
  async take(seen: string | Buffer, hasOld: boolean): Promise<Taken> {
    const keys = [this.#redisKey, this.key, this.#noteKey];
    const reply = await this.#run(LEASE, keys, [this.token, this.#milliseconds, seen, hasOld ? "1" : "0"]);
    const [state, what, note] = reply as [Buffer, Buffer | null, Buffer | null];
    if (String(state) === "changed") return { state: "changed", stored: what ?? undefined };
    return {
      state: String(state) as "got" | "held" | "cool",
      seen: what as Buffer,
      note: note === null ? "" : String(note),
    };
  }

  /** Renews it while `work` runs, or until it is released. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isOver) return work();
    this.#timer = setInterval(() => this.#keep(), this.#milliseconds / 3);
    this.#timer.unref();
    try {
      return await work();
    } finally {
      clearInterval(this.#timer);
    }
  }

  async #keep(): Promise<void> {
    try {
      await this.#run(KEEP, [this.key], [this.token, this.#milliseconds]);
    } catch {
      // The next renewal comes before it expires.
    }
  }

  /** Releases it. If Redis is unreachable, it expires by itself. */
  give(): Promise<void> {
    return this.#end("", 0);
  }

  /**
   * Releases it after a failure.
   * @param note for waiting callers.
   * @param cooling for this many milliseconds callers with a stale value must not load; 0: they may.
   */
  fail(note: string, cooling: number): Promise<void> {
    return this.#end(note, cooling);
  }

  async #end(note: string, cooling: number): Promise<void> {
    this.#isOver = true;
    clearInterval(this.#timer);
    try {
      await this.#run(GIVE, [this.key, this.#noteKey], [this.token, note, this.#milliseconds, cooling]);
    } catch {
      // It expires, since it is no longer extended.
    }
  }
}
