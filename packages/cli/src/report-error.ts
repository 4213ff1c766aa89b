import { isInterruptedPrompt } from "./confirm.js";
import { EXIT } from "./errors.js";
import { note } from "./output.js";
import { paint } from "./paint.js";
import { printable } from "./printable.js";

interface ReportedError extends Error {
  readonly code?: unknown;
  readonly exitCode?: unknown;
}

/** Prints an error on stderr and returns its exit code. */
export function reportError(thrown: unknown, json: boolean): number {
  const error: ReportedError = thrown instanceof Error ? thrown : new Error(String(thrown));
  const interrupted = isInterruptedPrompt(error);
  const exitCode =
    typeof error.exitCode === "number" ? error.exitCode : interrupted ? EXIT.interrupted : EXIT.failure;
  const message = interrupted ? "interrupted, nothing was changed" : error.message;
  if (json) {
    const code = typeof error.code === "string" ? { code: error.code } : {};
    process.stderr.write(`${printable(JSON.stringify({ error: { ...code, message } }))}\n`);
  } else {
    note(`${paint("red", "coffer:", process.stderr)} ${message}`);
  }
  return exitCode;
}
