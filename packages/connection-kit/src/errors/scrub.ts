/**
 * Takes the secrets out of a driver's error, so that it can stand as a cause. A refused command carries its arguments along,
 * which is the password where it was AUTH; and a server that does not know the command repeats them in its message.
 */
export function scrub(error: unknown, secrets: readonly string[] = []): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const { command } = error as { command?: { name?: unknown } };
  if (command !== undefined) Object.assign(error, { command: { name: command.name } });
  for (const secret of secrets) {
    if (!error.message.includes(secret)) continue;
    // The stack was made with the message at its head.
    const stack = error.stack?.replaceAll(secret, "***");
    error.message = error.message.replaceAll(secret, "***");
    if (stack !== undefined) error.stack = stack;
  }
  return error;
}
