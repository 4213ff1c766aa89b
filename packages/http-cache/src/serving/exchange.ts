import type { Answer, AnswerHead, Headers, RequestHead } from "../answers/messages.js";

/** What to do with a response of the application, decided at its head. */
export interface Verdict {
  /** Headers to send with it. */
  readonly headers: Headers;
  /** The maximum body size to keep, in bytes; 0: none. */
  readonly keep: number;
  /** The client gets another response instead. */
  readonly isWithheld?: boolean;
  /** The client gets the end of the response after this promise. */
  readonly after?: Promise<unknown>;
}

/** The application's response. */
export interface Ran extends AnswerHead {
  /** Undefined if the response did not end, was too long, or was not wanted. */
  readonly body: Buffer | undefined;
  /** Whether it was generated completely, wanted or not. False: the client disconnected. */
  readonly hasEnded: boolean;
}

export type Judge = (head: AnswerHead) => Verdict;

/** A request on its way to the application: the interface that a framework implements for the cache. */
export interface Exchange {
  readonly request: Omit<RequestHead, "key">;
  /** The framework's own request, for the functions of the options. */
  readonly raw: unknown;
  /** Whether `runApart` is possible. */
  readonly isRepeatable: boolean;
  /**
   * Calls the application. Unless `judge` withholds the response, it is streamed to the client.
   * @param conditions replace the client's own; undefined: these stay.
   * @returns when the response has ended, or at its head if nothing of it is kept.
   * @throws what the application throws.
   */
  run(conditions: Headers | undefined, judge: Judge): Promise<Ran>;
  /**
   * Calls the application again, independently of this exchange.
   * @returns undefined if that is not possible.
   */
  runApart(conditions: Headers, judge: Judge): Promise<Ran | undefined>;
  /** Sends a response instead of the application's. */
  send(answer: Answer): void;
  /** Receives work that continues after the response. */
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
