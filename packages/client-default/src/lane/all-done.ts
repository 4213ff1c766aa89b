/** Waits for all promises, then rejects if one did: when the caller sees the failure, nothing is still running. */
export async function allDone<T>(works: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
