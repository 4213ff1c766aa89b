import { pythonFloat } from "./python-float.js";

// Everything but printable ASCII; DEL counts as not printable.
const NOT_ASCII = /[\x7f-\uffff]/g;
const NOTHING_TO_ESCAPE = /^[ !#-[\]-~]*$/;

/**
 * What Python's `json.dumps` writes, byte for byte: a blank after each comma and colon, ASCII only, floats as Python
 * prints them. `value` must have passed `prepare`.
 */
export function pythonJson(value: unknown): string {
  // A number by itself is never written as digits alone: that would be read as one of Redis's integers.
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

/** Both sides escape the same control characters in the same way, and neither the slash; the rest is ours to do. */
function quote(text: string): string {
  if (NOTHING_TO_ESCAPE.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(
    NOT_ASCII,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
