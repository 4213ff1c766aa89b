/** What moves a terminal's cursor, changes its title or the direction of its text, or breaks a line. */
const CONTROL = "\\p{Cc}\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069";
const UNSAFE = new RegExp(`[${CONTROL}]`, "gu");
const UNSAFE_IN_LINES = new RegExp(`(\\x1b\\[[\\d;]*m)|(?!\\n)[${CONTROL}]`, "gu");

/**
 * A text that was found in Redis, for one line of a terminal: a writer of keys could otherwise send commands to the terminal of
 * who lists it. Control characters become escapes as JSON has them, `\u001b`.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, escaped);
}

/** The same for text of several lines. Colours, which are harmless, stay where they are welcome. */
export function printableLines(text: string, colors: boolean): string {
  return text.replace(UNSAFE_IN_LINES, (found, color?: string) =>
    color !== undefined && colors ? color : printable(found),
  );
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
