/**
 * The error for a value that would inflate to more than `MAX_VALUE_BYTES`. The cache throws it as a CompressorError with its code.
 *
 * @param what the beginning of the sentence: `the value would inflate to`, `the value would inflate to 5000 bytes,`.
 * @param limit in bytes.
 */
export function tooLargeError(what: string, limit: number): RangeError {
  const error = new RangeError(`${what} more than MAX_VALUE_BYTES allows, which is ${limit}`);
  return Object.assign(error, { code: "ERR_TOO_LARGE" });
}

/** Whether an error was created by `tooLargeError`, also by that of another copy of this package. */
export function isTooLarge(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === "ERR_TOO_LARGE";
}

/**
 * The error for bytes that begin like a format and then are not of this format.
 *
 * @param what `lz4 frame`.
 * @param reason a text, or the error of the library, which becomes the cause.
 */
export function damagedError(what: string, reason: unknown): Error {
  const text = reason instanceof Error ? reason.message : String(reason);
  const error = `the ${what} is damaged or truncated (${text})`;
  return reason instanceof Error ? new Error(error, { cause: reason }) : new Error(error);
}
