import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Fence } from "./fences.js";

/** What of a page is a file of a project; what has another language is output, or for a shell. */
const FILES = /^(?:js|ts|tsx|json|vue|python)$/;

export interface PageFile {
  readonly name: string;
  readonly code: string;
  /** The example that it is a copy of, whose own tests run it. */
  readonly copyOf: string | undefined;
}

/** The files that the fences of a page make: one of each title, and one program of those without. */
export function filesOf(fences: readonly Fence[]): PageFile[] {
  const files = new Map<string, PageFile>();
  for (const { lang, title, code, copyOf } of fences) {
    if (!FILES.test(lang)) continue;
    const untitled = lang === "js" ? "page.mjs" : lang === "ts" ? "page.ts" : `${files.size}.${lang}`;
    const name = title ?? untitled;
    const before = files.get(name);
    files.set(name, {
      name,
      code: before === undefined ? code : `${before.code}\n${code}`,
      copyOf: copyOf ?? before?.copyOf,
    });
  }
  return [...files.values()];
}

/** The programs among them: JavaScript that no other file names. */
export function programsOf(files: readonly PageFile[]): PageFile[] {
  return files.filter(
    ({ name, copyOf }) =>
      /\.[cm]?js$/.test(name) &&
      copyOf === undefined &&
      !files.some((other) => other.name !== name && other.code.includes(`./${name}`)),
  );
}

/** Writes them into a folder, each text as `change` makes it. */
export function writeFiles(
  folder: string,
  files: readonly PageFile[],
  change = (text: string): string => text,
): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, code } of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, change(code));
  }
}
