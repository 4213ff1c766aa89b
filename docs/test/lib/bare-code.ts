import ts from "typescript";

/** Code without its comments, to compare what two languages, or a page and a file, have in common. */
export function bareCode(lang: string, code: string): string {
  if (lang === "js" || lang === "ts" || lang === "tsx") {
    const name = lang === "js" ? "code.js" : `code.${lang}`;
    const source = ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true);
    return ts.createPrinter({ removeComments: true }).printFile(source);
  }
  return code
    .replace(/^\s*#.*\n|\s+#.*$/gm, "")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
