import type { DecodedText, Reply } from "@coffer/cache-core";

/** The answer to one entry of a batch: its reply, or the error of this entry alone. */
export type Answer = Reply | Error;

export function isError(answer: Answer): answer is Error {
  return answer instanceof Error;
}

/** Makes the answer from the bytes at a key. */
export interface Use<T> {
  /** @param left if it has `asksLeft`: the reply to PTTL; undefined: it failed. */
  (data: Buffer | null, key: string, texts: DecodedText | undefined, left?: number): T | Promise<T>;
  /** Whether it needs the key's time left, which is requested in the same round trip. */
  readonly asksLeft?: boolean;
}

/** The time left by key: the reply to PTTL, undefined before it has arrived. */
export type TimesLeft = Map<string, number | undefined>;
