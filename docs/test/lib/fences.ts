/** A piece of code of a page. */
export interface Fence {
  readonly lang: string;
  /** The file that it is (a part of), as in ```js [queries.mjs]. */
  readonly title: string | undefined;
  readonly code: string;
  /** The file of the repository that it is a copy of, as the comment before it says. */
  readonly copyOf: string | undefined;
}

const COPY = /^\s*<!-- (examples\/\S+) -->$/;

/** The fences of a page in Markdown, in their order. */
export function fencesOf(markdown: string): Fence[] {
  const fences: Fence[] = [];
  let open: { indent: string; mark: string; lang: string; info: string; lines: string[] } | undefined;
  let copyOf: string | undefined;
  for (const line of markdown.split("\n")) {
    if (open === undefined) {
      const [, indent = "", mark, lang = "", info = ""] = /^( *)(`{3,})([\w-]*)(.*)$/.exec(line) ?? [];
      if (mark !== undefined) open = { indent, mark, lang, info, lines: [] };
      else if (line.trim() !== "") copyOf = COPY.exec(line)?.[1];
    } else if (line.trim() === open.mark) {
      const code = `${open.lines.join("\n")}\n`;
      fences.push({ lang: open.lang, title: /\[(.+)\]/.exec(open.info)?.[1], code, copyOf });
      open = copyOf = undefined;
    } else {
      open.lines.push(line.slice(line.startsWith(open.indent) ? open.indent.length : 0));
    }
  }
  return fences;
}
