/** The error for bytes that begin as the format does and then are something else; `cause` is liblzma's, if it was liblzma that saw it. */
export function damagedError(reason: string, cause?: unknown): Error {
  const error = `the xz or lzma stream is damaged or cut short (${reason})`;
  return cause === undefined ? new Error(error) : new Error(error, { cause });
}
