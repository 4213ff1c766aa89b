/** The error for bytes that begin as the format does and then are something else; `cause` is node:zlib's. */
export function damagedError(format: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`the ${format} stream is damaged or cut short (${reason})`, { cause });
}
