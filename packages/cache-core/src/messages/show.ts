import { inspect } from "node:util";
import { redact, redactUrl } from "./redact.js";

const SHORT = { depth: 1, breakLength: Number.POSITIVE_INFINITY, maxStringLength: 60, maxArrayLength: 5 };

/** Returns a value as messages show it: short, on one line, without passwords. */
export function show(value: unknown): string {
  const text = inspect(redact(value, redactUrl), SHORT);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
