import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { writtenPages } from "../../scripts/written-pages.js";
import { type Fence, fencesOf } from "./fences.js";

export const ROOT: string = fileURLToPath(new URL("../../../", import.meta.url));

export interface Page {
  /** Its path in the repository. */
  readonly path: string;
  /** What its fixture is called, and its folder while it runs. */
  readonly slug: string;
  readonly text: string;
  readonly fences: readonly Fence[];
  /** Its Chinese translation, if it has one. */
  readonly translation: Page | undefined;
}

/** Pages whose code stands outside of the docs. */
const READMES = { readme: "README.md", coffer: "packages/coffer/README.md" };

/** All English pages that people write, with their translations. */
export function allPages(): Page[] {
  const written = writtenPages().filter((path) => /^(?:index|guide\/.*)\.md$/.test(path));
  return [
    ...written.map((path) => page(`docs/${path}`, path.replace(/^guide\/|\.md$/g, ""), `docs/zh/${path}`)),
    ...Object.entries(READMES).map(([slug, path]) => page(path, slug)),
  ];
}

function page(path: string, slug: string, translated?: string): Page {
  const text = readFileSync(ROOT + path, "utf8");
  const isTranslated = translated !== undefined && existsSync(ROOT + translated);
  return {
    path,
    slug,
    text,
    fences: fencesOf(text),
    translation: isTranslated ? page(translated, slug) : undefined,
  };
}
