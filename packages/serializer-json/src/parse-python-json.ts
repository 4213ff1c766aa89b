import { randomUUID } from "node:crypto";

// Only as values: not as part of another word or number, and not as keys.
const WORDS = /(?<![\w.+-])(?:NaN|-?Infinity)(?![\w.+-]|\s*:)/g;

/**
 * JSON with the words NaN, Infinity and -Infinity, which Python writes and JSON.parse does not read.
 * @throws `error`, which JSON.parse threw for `text`, if these words were not its reason.
 */
export function parsePythonJson(text: string, error: unknown): unknown {
  if (!text.includes("NaN") && !text.includes("Infinity")) throw error;
  // JSON has no NaN, so a string replaces it that cannot be in the text.
  const nan = randomUUID();
  const rewritten = outsideStrings(text, (part) =>
    // 1e999 is too large for a float, and is read as Infinity.
    part.replace(WORDS, (word) => (word === "NaN" ? `"${nan}"` : word.replace("Infinity", "1e999"))),
  );
  if (rewritten === text) throw error;
  try {
    return JSON.parse(rewritten, (_key, value) => (value === nan ? Number.NaN : value));
  } catch {
    throw error;
  }
}

/** `text` with `change` applied to everything that is not in quotes. */
function outsideStrings(text: string, change: (part: string) => string): string {
  let result = "";
  for (let from = 0; ; ) {
    const open = text.indexOf('"', from);
    if (open === -1) return result + change(text.slice(from));
    const close = endOfString(text, open);
    result += change(text.slice(from, open)) + text.slice(open, close);
    from = close;
  }
}

/** The end of the string that begins at `open`. A loop, since a regular expression can run out of stack. */
function endOfString(text: string, open: number): number {
  for (let index = open + 1; index < text.length; index++) {
    if (text[index] === "\\") index++;
    else if (text[index] === '"') return index + 1;
  }
  return text.length;
}
