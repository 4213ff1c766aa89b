import { CommanderError } from "commander";
import { EXIT } from "./errors.js";
import { createProgram } from "./program.js";
import { reportError } from "./report-error.js";

/**
 * Runs one command line and sets `process.exitCode`: 0 done, 1 failed or not found, 2 wrong usage, 130 interrupted.
 * @param args as typed, without the name of the program.
 */
export async function run(args: readonly string[]): Promise<void> {
  process.stdout.on("error", endWithoutReader);
  try {
    await createProgram().parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its message, or the requested help.
      process.exitCode = error.exitCode === 0 ? 0 : EXIT.usage;
    } else {
      process.exitCode = reportError(error, args.includes("--json"));
    }
  }
}

/** `coffer keys | head` closes the pipe early: that is not a failure, and the command ends. */
function endWithoutReader(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit();
}
