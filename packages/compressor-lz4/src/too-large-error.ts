/** The error that the core turns into a CompressorError with this code. */
export function tooLargeError(what: string, limit: number): RangeError {
  const error = new RangeError(`${what} more than MAX_VALUE_BYTES allows, which is ${limit}`);
  return Object.assign(error, { code: "ERR_TOO_LARGE" });
}
