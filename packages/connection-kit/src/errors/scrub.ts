/**
 * Removes the secrets from a driver's error, so that it can become a cause. The error of a rejected command has its
 * arguments, among them the password of AUTH; and a server that does not know the command repeats them in its
 * message.
 */
export function scrub(error: unknown, secrets: readonly string[] = []): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const { command } = error as { command?: { name?: unknown } };
  if (command !== undefined) Object.assign(error, { command: { name: command.name } });
  for (const secret of secrets) {
    if (!error.message.includes(secret)) continue;
    // The stack begins with a copy of the message.
    const stack = error.stack?.replaceAll(secret, "***");
    error.message = error.message.replaceAll(secret, "***");
    if (stack !== undefined) error.stack = stack;
  }
  return error;
}
