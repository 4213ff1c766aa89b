import { UsageError } from "./errors.js";
import { printable } from "./printable.js";

/**
 * Checked before work that ends in a question: without a terminal there is no answer, and no answer is no consent.
 * @throws UsageError
 */
export function needTerminal(command: string): void {
  if (process.stdin.isTTY && process.stderr.isTTY) return;
  throw new UsageError(
    `${command} asks before it deletes, and there is no terminal to answer on: give --yes if you are sure`,
  );
}

/** Asks before something is lost; what is not yes is no. */
export async function confirm(question: string): Promise<boolean> {
  const { default: ask } = await import("@inquirer/confirm");
  return ask({ message: printable(question), default: false }, { output: process.stderr });
}

/** Ctrl-C while the question stands. By name, since the library is loaded only where it asks. */
export function isInterruptedPrompt(error: Error): boolean {
  return error.name === "ExitPromptError";
}
