/** The error for bytes that begin as a frame does and then are something else; `cause` is the library's, if it was the library that saw it. */
export function damagedError(reason: string, cause?: unknown): Error {
  const error = `the lz4 frame is damaged or cut short (${reason})`;
  return cause === undefined ? new Error(error) : new Error(error, { cause });
}
