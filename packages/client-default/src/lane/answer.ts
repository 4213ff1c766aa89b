import type { DecodedText, Reply } from "@coffer/cache-core";

/** What one answers to an entry of a batch: its reply, or the error of this entry alone. */
export type Answer = Reply | Error;

export function isError(answer: Answer): answer is Error {
  return answer instanceof Error;
}

/** What becomes of the bytes at a key. */
export interface Use<T> {
  /** @param left where it `asksLeft`: what PTTL answers; undefined: it failed. */
  (data: Buffer | null, key: string, texts: DecodedText | undefined, left?: number): T | Promise<T>;
  /** Whether it needs to know how long the key lives, which is asked in the same round trip. */
  readonly asksLeft?: boolean;
}

/** How long keys live, by key: what PTTL answers, undefined before it has. */
export type TimesLeft = Map<string, number | undefined>;
