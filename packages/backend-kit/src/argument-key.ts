import { hash } from "node:crypto";
import { show } from "@coffer/cache-core";
import { checkWellFormed } from "./well-formed.js";

/** In bytes. In a longer key, a hash replaces the arguments. */
const LONGEST = 200;
/**
 * The prefix of a hash. No other key starts with it: otherwise a caller who controls an argument could ask for
 * another call's result.
 */
const HASHED = "#sha256-";
/** Strings that would be ambiguous: a number, a word of JavaScript, an empty string, or one with a marker. */
const MISTAKABLE = /^(?:[-\d'#].*|NaN|Infinity|true|false|null|undefined)?$/s;

/**
 * The key of a call of the function that is cached under this name. Equal keys mean equal names and arguments, types
 * included: separators are escaped in strings, and the last unescaped colon ends the name.
 */
export function callKey(name: string, args: readonly unknown[]): string {
  return shortened(name, args.map((argument, index) => part(name, argument, index)).join(","));
}

/** The key of a call, with the caller's own text instead of the arguments. */
export function ownKey(name: string, text: unknown): string {
  if (typeof text === "string") return shortened(name, checkWellFormed(text, "the result of key"));
  throw new TypeError(`wrap(${show(name)}): key must return a string, got ${show(text)}`);
}

function shortened(name: string, text: string): string {
  const head = `${name.replaceAll("\\", "\\\\")}:`;
  if (Buffer.byteLength(head + text) <= LONGEST && !text.startsWith(HASHED)) return head + text;
  return `${head}${HASHED}${hash("sha256", text, "hex")}`;
}

function part(name: string, argument: unknown, index: number): string {
  switch (typeof argument) {
    case "string": {
      const text = checkWellFormed(argument, `argument ${index + 1}`).replace(/[\\,:]/g, "\\$&");
      return MISTAKABLE.test(argument) ? `'${text}` : text;
    }
    case "number":
      return Object.is(argument, -0) ? "-0" : String(argument);
    case "bigint":
      return `${argument}n`;
    case "boolean":
    case "undefined":
      return String(argument);
  }
  if (argument === null) return "null";
  throw new TypeError(
    `wrap(${show(name)}): argument ${index + 1} is ${show(argument)}, which cannot be part of a key: ` +
      "give the option key, a function that returns a string for the arguments",
  );
}
