import type { Reply } from "@coffer/cache-core";
import type { ReadBatch, Use } from "./batch.js";
import { isOfAnotherType } from "./fetch-all.js";
import type { Trips } from "./trips.js";

/** A read that is the only one so far, of a caller who has been alone for a while: half of the work of a batch of one. */
export class LoneRead<T = unknown> {
  readonly value: Promise<T>;
  readonly #key: string;
  readonly #use: Use<T>;
  #resolve!: (value: unknown) => void;
  #reject!: (error: unknown) => void;

  constructor(key: string, use: Use<T>) {
    this.#key = key;
    this.#use = use;
    this.value = new Promise((resolve, reject) => {
      this.#resolve = resolve as (value: unknown) => void;
      this.#reject = reject;
    });
  }

  /** It has got company. */
  join(batch: ReadBatch): void {
    this.#resolve(batch.read(this.#key, this.#use));
  }

  /** Goes by itself. What `send` throws is told to the caller, not to the event loop. */
  leave(send: (command: string, args: readonly string[]) => Promise<Reply>, trips: Trips): void {
    const begun = trips.begin(1);
    const fail = (error: unknown) => {
      trips.failed(error, 1);
      this.#reject(error);
    };
    const answer = (reply: Reply) => {
      trips.answered(begun);
      this.#give(reply as Buffer | null);
    };
    let trip: Promise<Reply>;
    try {
      trip = send("GET", [this.#key]);
    } catch (error) {
      fail(error);
      return;
    }
    trip.then(answer, (error) => (isOfAnotherType(error) ? answer(null) : fail(error)));
  }

  #give(data: Buffer | null): void {
    try {
      this.#resolve(this.#use(data, this.#key, undefined));
    } catch (error) {
      this.#reject(error);
    }
  }
}
