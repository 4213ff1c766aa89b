import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./pages.js";

/** A row of the tables of the cheat sheet. */
interface CheatSheetRow {
  /** The methods of the first column, as `lock.acquire` or `get`. */
  readonly names: readonly string[];
  /** The Redis commands of the last column, without their options. */
  readonly commands: readonly string[];
}

/** @param path of the page, from the folder of the docs */
export function cheatSheetRows(path: string): CheatSheetRow[] {
  const page = readFileSync(join(ROOT, "docs", path), "utf8");
  return [...page.matchAll(/^\| (`.*?) \| .* \| ?(.*?) ?\|$/gm)].map(([, first = "", last = ""]) => ({
    names: [...first.matchAll(/`([\w.]+)/g)].map(([, name = ""]) => name),
    commands: [...last.matchAll(/`([A-Z]+)/g)].map(([, command = ""]) => command),
  }));
}
