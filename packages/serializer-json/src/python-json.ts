import { pythonFloat } from "./python-float.js";

// Everything but printable ASCII; DEL counts as not printable.
const NOT_ASCII = /[\x7f-\uffff]/g;
const NOTHING_TO_ESCAPE = /^[ !#-[\]-~]*$/;

/**
 * Writes the same bytes as Python's `json.dumps`: a space after each comma and colon, only ASCII, floats as Python prints them. `value`
 * must have passed `prepare`.
 */
export function pythonJson(value: unknown): string {
  // A number by itself is never written as digits alone: Redis and other clients would read an integer.
  return typeof value === "number" ? pythonFloat(value) : write(value);
}

function write(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : pythonFloat(value);
  }
  if (typeof value !== "object" || value === null) return String(value);
  let text = "";
  if (Array.isArray(value)) {
    for (const item of value) text += text === "" ? write(item) : `, ${write(item)}`;
    return `[${text}]`;
  }
  for (const key of Object.keys(value)) {
    const item = (value as Record<string, unknown>)[key];
    if (item !== undefined) text += `${text === "" ? "" : ", "}${quote(key)}: ${write(item)}`;
  }
  return `{${text}}`;
}

/** JSON.stringify escapes the same control characters as Python, and neither escapes the slash. This escapes the rest. */
function quote(text: string): string {
  if (NOTHING_TO_ESCAPE.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(
    NOT_ASCII,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
