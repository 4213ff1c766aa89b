import { codeOf } from "@coffer/cache-core";
import type { FailedCall, LateCall, Span } from "../history.js";
import { now } from "../now.js";
import { LoopDelay } from "./loop-delay.js";

/** How a call ended: its start and end, and its outcome. */
export type Outcome<T> = { readonly from: number; readonly to: number } & (
  | { readonly value: T; readonly code?: never }
  | { readonly value?: never; readonly code: string }
);

/** Errors that are expected during an outage. */
const EXPECTED = new Set([
  "ERR_UNREACHABLE",
  "ERR_NO_REPLY",
  "ERR_TIMEOUT",
  "ERR_REPLY",
  "ERR_LOCK_NOT_OWNED",
]);

/** With these it is unknown whether the command was executed; with all others it was not. */
const UNKNOWN = new Set(["ERR_NO_REPLY", "ERR_TIMEOUT"]);

export function isUnknown(code: string): boolean {
  return UNKNOWN.has(code);
}

/** Measures calls and records their errors. */
export class Calls {
  readonly failures: FailedCall[] = [];
  readonly surprises: string[] = [];
  readonly late: LateCall[] = [];
  readonly #limit: number;
  readonly #delay: LoopDelay = new LoopDelay();
  #durations: Float32Array = new Float32Array(1024);
  #count = 0;

  /** @param limit milliseconds that a call may take. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @param more additional milliseconds for this call, because it is meant to wait. */
  async time<T>(what: string, call: () => Promise<T>, more: number = 0): Promise<Outcome<T>> {
    const stood = this.#delay.stood;
    const from = now();
    try {
      const value = await call();
      const to = now();
      return { from, to, value };
    } catch (error) {
      const to = now();
      return { from, to, code: this.#fail(what, error, from, to) };
    } finally {
      this.#record(what, now() - from - (this.#delay.stood - stood), this.#limit + more);
    }
  }

  /** A call of several round trips, which may be delayed more than once. */
  timeParts<T>(what: string, call: () => Promise<T>, more: number = 0): Promise<Outcome<T>> {
    return this.time(what, call, 2 * this.#limit + more);
  }

  /** Of every call so far, in milliseconds. */
  get durations(): Float32Array {
    return this.#durations.slice(0, this.#count);
  }

  /** When this process was blocked. */
  get stands(): readonly Span[] {
    return this.#delay.stands;
  }

  stop(): void {
    this.#delay.stop();
  }

  #fail(what: string, error: unknown, from: number, to: number): string {
    const code = codeOf(error) ?? "";
    if (EXPECTED.has(code)) this.failures.push({ what, code, from, to });
    else this.surprises.push(`${what} failed with ${(error as Error)?.stack ?? error}`);
    return code;
  }

  #record(what: string, took: number, limit: number): void {
    if (took > limit) this.late.push({ what, took, limit });
    if (this.#count === this.#durations.length) {
      const longer = new Float32Array(this.#count * 2);
      longer.set(this.#durations);
      this.#durations = longer;
    }
    this.#durations[this.#count] = took;
    this.#count += 1;
  }
}
