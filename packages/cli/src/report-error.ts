import { isInterruptedPrompt } from "./confirm.js";
import { EXIT } from "./errors.js";
import { paint } from "./paint.js";

interface Told extends Error {
  readonly code?: unknown;
  readonly exitCode?: unknown;
}

/** Says on stderr what went wrong and returns the exit code for it. */
export function reportError(thrown: unknown, json: boolean): number {
  const error: Told = thrown instanceof Error ? thrown : new Error(String(thrown));
  const interrupted = isInterruptedPrompt(error);
  const exitCode =
    typeof error.exitCode === "number" ? error.exitCode : interrupted ? EXIT.interrupted : EXIT.failure;
  const message = interrupted ? "interrupted, nothing was changed" : error.message;
  if (json) {
    const code = typeof error.code === "string" ? { code: error.code } : {};
    process.stderr.write(`${JSON.stringify({ error: { ...code, message } })}\n`);
  } else {
    process.stderr.write(`${paint("red", "coffer:", process.stderr)} ${message}\n`);
  }
  return exitCode;
}
