import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { cheatSheetRows } from "./lib/cheat-sheet-rows.js";
import { ROOT } from "./lib/pages.js";

const CORE = join(ROOT, "packages/cache-core/src/index.ts");

/** What stands before a method in the tables, and the type whose methods these are. */
const TYPES = [
  { prefix: "", type: "Cache" },
  { prefix: "caches.", type: "Caches" },
  { prefix: "lock.", type: "Lock" },
  { prefix: "held.", type: "HeldLock" },
];

const program = ts.createProgram([CORE], {
  noEmit: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.NodeNext,
});

/** The public members of an exported type, without those that have a symbol as name. */
function membersOf(type: string): string[] {
  const checker = program.getTypeChecker();
  const core = checker.getSymbolAtLocation(program.getSourceFile(CORE) as ts.SourceFile) as ts.Symbol;
  const exported = checker.getExportsOfModule(core).find(({ name }) => name === type) as ts.Symbol;
  const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
  return checker
    .getDeclaredTypeOfSymbol(isAlias ? checker.getAliasedSymbol(exported) : exported)
    .getProperties()
    .map(({ name }) => name)
    .filter((name) => /^\w+$/.test(name) && !name.startsWith("__"));
}

describe.each(["guide/cheat-sheet.md", "zh/guide/cheat-sheet.md"])("%s", (path) => {
  const rows = cheatSheetRows(path);
  const names = rows.flatMap((row) => row.names);

  it.each(TYPES)("lists what $type has, each once and nothing else", ({ prefix, type }) => {
    const members = membersOf(type).map((name) => prefix + name);
    expect(members.length).toBeGreaterThan(5);
    const own = names.filter((name) => (prefix === "" ? !name.includes(".") : name.startsWith(prefix)));
    expect(own.toSorted()).toEqual(members.toSorted());
  });

  it("names the same commands as the English page", () => {
    expect(rows).toEqual(cheatSheetRows("guide/cheat-sheet.md"));
  });
});
