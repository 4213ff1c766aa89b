/**
 * The message of an error. If no address of a host name could be connected to, Node's error has no message but a list
 * of errors.
 */
export function reason(cause: Error): string {
  const first = cause instanceof AggregateError ? (cause.errors[0] as Error | undefined) : undefined;
  return cause.message || first?.message || (cause as NodeJS.ErrnoException).code || cause.name;
}
