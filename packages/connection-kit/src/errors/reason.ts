/** An error in a few words. Where every address of a name was tried in vain, Node's error has no message, but errors. */
export function reason(cause: Error): string {
  const first = cause instanceof AggregateError ? (cause.errors[0] as Error | undefined) : undefined;
  return cause.message || first?.message || (cause as NodeJS.ErrnoException).code || cause.name;
}
