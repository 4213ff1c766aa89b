/** The error for bytes that begin as a frame does and then are something else; `cause` is zstd's. */
export function damagedError(cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`the zstd frame is damaged or cut short (${reason})`, { cause });
}
