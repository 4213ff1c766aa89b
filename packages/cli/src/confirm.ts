import { UsageError } from "./errors.js";
import { printable } from "./printable.js";

/**
 * Checked before work that ends in a question: without a terminal nobody can answer, and that is not consent.
 * @throws UsageError
 */
export function needTerminal(command: string): void {
  if (process.stdin.isTTY && process.stderr.isTTY) return;
  throw new UsageError(
    `${command} asks before it deletes, and there is no terminal to answer on: give --yes if you are sure`,
  );
}

/** Asks before something is deleted; any answer but yes means no. */
export async function confirm(question: string): Promise<boolean> {
  const { default: ask } = await import("@inquirer/confirm");
  return ask({ message: printable(question), default: false }, { output: process.stderr });
}

/** Ctrl-C during the question. Compared by name, since the library is loaded only when needed. */
export function isInterruptedPrompt(error: Error): boolean {
  return error.name === "ExitPromptError";
}
