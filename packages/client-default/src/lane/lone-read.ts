import type { Reply } from "@coffer/cache-core";
import { type Answer, isError, type Use } from "./answer.js";
import { failureOf } from "./failure-of.js";
import { isOfAnotherType } from "./fetch-all.js";
import type { ReadBatch } from "./read-batch.js";
import type { RoundTrips } from "./round-trips.js";

/** A read that is the only one so far, of a caller who has been alone for a while: half of the work of a batch of one. */
export class LoneRead<T = unknown> {
  /** What is made of the bytes is made in the caller's context, whoever sends what is waiting. */
  readonly value: Promise<T>;
  readonly #key: string;
  readonly #group: number;
  #resolve!: (answer: Answer | Promise<Answer>) => void;

  constructor(key: string, use: Use<T>, group: number) {
    this.#key = key;
    this.#group = group;
    this.value = new Promise<Answer>((resolve) => {
      this.#resolve = resolve;
    }).then((answer) => {
      if (isError(answer)) throw failureOf(answer, [key]);
      return use(answer as Buffer | null, key, undefined);
    });
  }

  /** It has got company. */
  join(batch: ReadBatch): void {
    this.#resolve(batch.take(this.#key, this.#group));
  }

  /** Sends the read by itself. What `send` throws is reported to the caller, not to the event loop. */
  leave(send: (command: string, args: readonly string[]) => Promise<Reply>, roundTrips: RoundTrips): void {
    const begun = roundTrips.begin(1);
    const fail = (error: unknown) => {
      roundTrips.failed(error, 1);
      this.#resolve(error instanceof Error ? error : new Error(String(error)));
    };
    const answer = (reply: Reply) => {
      roundTrips.answered(begun);
      this.#resolve(reply);
    };
    let answering: Promise<Reply>;
    try {
      answering = send("GET", [this.#key]);
    } catch (error) {
      fail(error);
      return;
    }
    answering.then(answer, (error) => (isOfAnotherType(error) ? answer(null) : fail(error)));
  }
}
