import { inspect } from "node:util";

/** A value as messages show it: short, on one line. */
export function show(value: unknown): string {
  const text = inspect(value, {
    depth: 1,
    breakLength: Number.POSITIVE_INFINITY,
    maxStringLength: 60,
    maxArrayLength: 5,
  });
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
