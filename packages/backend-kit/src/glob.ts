/** The parts of a glob: any run of characters, any one character, a literal character, or a class of characters. */
type Piece = "*" | "?" | number | CharacterClass;

interface CharacterClass {
  readonly isNegated: boolean;
  /** From the first to the last, both included. */
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

const BACKSLASH = "\\";

/**
 * Tests a string against one of Redis's globs: `*`, `?`, `[abc]`, `[^a-c]`, backslash to escape, exactly as Redis
 * reads them. It backtracks only to the latest `*`, so that a match takes at most the product of both lengths: as a
 * regular expression, `*a*a*a*b` would take minutes for a text of a thousand characters.
 */
export function globTest(glob: string): (text: string) => boolean {
  const pieces = piecesOf(glob);
  return (text) => matches(pieces, text);
}

/** Returns a glob that matches only `text`. */
export function escapeGlob(text: string): string {
  return text.replace(/[*?[]/g, "[$&]").replaceAll(BACKSLASH, "\\\\");
}

function matches(pieces: readonly Piece[], text: string): boolean {
  let piece = 0;
  let at = 0;
  /** The position in the glob after its latest `*`, and the position in the text where the rest starts. */
  let resume = -1;
  let resumeAt = 0;
  while (at < text.length) {
    const wanted = pieces[piece];
    if (wanted === "*") {
      piece += 1;
      resume = piece;
      resumeAt = at;
    } else if (wanted !== undefined && fits(wanted, text.charCodeAt(at))) {
      piece += 1;
      at += 1;
    } else if (resume >= 0) {
      resumeAt += 1;
      piece = resume;
      at = resumeAt;
    } else return false;
  }
  while (pieces[piece] === "*") piece += 1;
  return piece === pieces.length;
}

function fits(piece: Exclude<Piece, "*">, code: number): boolean {
  if (typeof piece === "number") return piece === code;
  if (piece === "?") return true;
  return piece.ranges.some(([first, last]) => first <= code && code <= last) !== piece.isNegated;
}

function piecesOf(glob: string): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < glob.length; at++) {
    const character = glob[at] as string;
    if (character === "[") {
      const [found, end] = classAt(glob, at + 1);
      pieces.push(found);
      at = end;
    } else if (character === "*" || character === "?") pieces.push(character);
    else {
      if (character === BACKSLASH && at + 1 < glob.length) at += 1;
      pieces.push(glob.charCodeAt(at));
    }
  }
  return pieces;
}

/**
 * The class whose content begins at `start`, and the position of its closing bracket: an unclosed class extends to
 * the end of the glob.
 */
function classAt(glob: string, start: number): [found: CharacterClass, end: number] {
  const isNegated = glob[start] === "^";
  const ranges: [number, number][] = [];
  let at = isNegated ? start + 1 : start;
  for (; at < glob.length && glob[at] !== "]"; at++) {
    if (glob[at] === BACKSLASH && at + 1 < glob.length) at += 1;
    else if (glob[at + 1] === "-" && at + 2 < glob.length) {
      const ends = [glob.charCodeAt(at), glob.charCodeAt(at + 2)] as const;
      ranges.push([Math.min(...ends), Math.max(...ends)]);
      at += 2;
      continue;
    }
    ranges.push([glob.charCodeAt(at), glob.charCodeAt(at)]);
  }
  return [{ isNegated, ranges }, at];
}
