import { readdirSync } from "node:fs";

const DOCS = new URL("../", import.meta.url);

/** Where pages are. Beside them are folders that tests make and remove at any time. */
const FOLDERS = ["guide", "reference", "zh"];

/**
 * The paths of all pages in the repository, with their translations, from the folder of the docs. Left out: the API reference, which typedoc
 * makes.
 * @returns {string[]}
 */
export function writtenPages() {
  const paths = FOLDERS.flatMap((folder) =>
    readdirSync(new URL(folder, DOCS), { recursive: true, encoding: "utf8" }).map(
      (path) => `${folder}/${path.replaceAll("\\", "/")}`,
    ),
  );
  return [
    "index.md",
    ...paths.filter((path) => path.endsWith(".md") && !/^(?:zh\/)?reference\/api\//.test(path)),
  ];
}
