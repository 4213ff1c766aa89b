/** Waits for all of them, then rejects if one did: whoever sees the failure can tell that nothing goes on behind it. */
export async function allDone<T>(works: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
