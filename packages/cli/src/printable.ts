/** Characters that move a terminal's cursor, change its title or the direction of its text, or break a line. */
const CONTROL = "\\p{Cc}\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069";
const UNSAFE = new RegExp(`[${CONTROL}]`, "gu");
const UNSAFE_IN_LINES = new RegExp(`(\\x1b\\[[\\d;]*m)|(?!\\n)[${CONTROL}]`, "gu");

/**
 * Makes text from Redis safe for one line of a terminal: a writer of keys could otherwise send escape sequences to
 * the terminal of a user who lists them. Control characters become JSON escapes, `\u001b`.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, escaped);
}

/** The same for text of several lines. Colours are kept if they are enabled. */
export function printableLines(text: string, colors: boolean): string {
  return text.replace(UNSAFE_IN_LINES, (found, color?: string) =>
    color !== undefined && colors ? color : printable(found),
  );
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
