import type { Answer, AnswerHead, Headers, RequestHead } from "../answers/messages.js";

/** What becomes of an answer of the application, of which the head is known. */
export interface Verdict {
  /** Headers to send with it. */
  readonly headers: Headers;
  /** Up to how many bytes of its body are wanted; 0: none. */
  readonly keep: number;
  /** The client gets another answer in its place. */
  readonly isWithheld?: boolean;
  /** The client gets the end of the answer after this. */
  readonly after?: Promise<unknown>;
}

/** What the application has answered. */
export interface Ran extends AnswerHead {
  /** Undefined where the answer did not end, was longer than wanted, or not wanted. */
  readonly body: Buffer | undefined;
  /** Whether all of it was made, wanted or not. False: the client has gone. */
  readonly hasEnded: boolean;
}

export type Judge = (head: AnswerHead) => Verdict;

/** A request on its way to the application: what a framework does for the cache. */
export interface Exchange {
  readonly request: Omit<RequestHead, "key">;
  /** The framework's own request, for the functions of the options. */
  readonly raw: unknown;
  /** Whether `runApart` can be done. */
  readonly isRepeatable: boolean;
  /**
   * Has the application answer. What `judge` does not withhold goes to the client as it comes.
   * @param conditions in place of the client's own; undefined: these stay.
   * @returns when the answer has ended, or at its head where nothing of it is kept.
   * @throws what the application throws.
   */
  run(conditions: Headers | undefined, judge: Judge): Promise<Ran>;
  /**
   * Has the application answer once more, apart from this exchange.
   * @returns undefined where that cannot be done.
   */
  runApart(conditions: Headers, judge: Judge): Promise<Ran | undefined>;
  /** Sends an answer in place of the application's. */
  send(answer: Answer): void;
  /** Is given what goes on after the answer. */
  behind?(work: Promise<void>): void;
}

/** The headers that make a request conditional. */
export const CONDITIONS = [
  "if-none-match",
  "if-modified-since",
  "if-match",
  "if-unmodified-since",
  "if-range",
] as const;
