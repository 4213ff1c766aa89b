import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const [, declared = ""] =
  /^export interface Seams \{\n(.*?)^\}/ms.exec(read("packages/client-default/src/client/seams.ts")) ?? [];
const SEAMS = [...declared.matchAll(/^ {2}(\w+)\??\(/gm)].map(([, name]) => name);

it.each([
  "docs/guide/writing-plugins.md",
  "docs/zh/guide/writing-plugins.md",
  "packages/client-default/README.md",
])("every seam that a layer may override has its place in the table of %s", (path) => {
  const table = read(path).split(/^\| (?:seam|接缝) .*\n/m)[1] ?? "";
  const [rows = ""] = /^(?:\|.*\n)+/.exec(table) ?? [];
  const firsts = rows.split("\n").map((row) => row.split(" | ")[0] ?? "");
  const named = firsts.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name));
  expect(named.toSorted()).toEqual(SEAMS.toSorted());
});
