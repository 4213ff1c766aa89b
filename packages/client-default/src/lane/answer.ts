import type { DecodedText, Reply } from "@coffer/cache-core";

/** What one answers to an entry of a batch: its reply, or the error of this entry alone. */
export type Answer = Reply | Error;

export function isError(answer: Answer): answer is Error {
  return answer instanceof Error;
}

/** What becomes of the bytes at a key. */
export type Use<T> = (data: Buffer | null, key: string, texts: DecodedText | undefined) => T | Promise<T>;
