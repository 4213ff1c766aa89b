import type { Tree } from "../../../src/api/tree.js";

/** A value as text for copying: JSON if possible, else with the names of its types. */
export function valueText(tree: Tree): string {
  return tree.type === "scalar" && tree.of === "string" ? tree.text : written(tree, "");
}

function written(tree: Tree, indent: string): string {
  if (tree.type === "scalar") {
    if (tree.of === "string") return JSON.stringify(tree.text);
    if (["number", "boolean", "null"].includes(tree.of)) return tree.text;
    return `${tree.of}(${tree.text})`;
  }
  const inner = `${indent}  `;
  const parts: string[] = [];
  if (tree.type === "list") for (const child of tree.children) parts.push(written(child, inner));
  else {
    for (let at = 0; at + 1 < tree.children.length; at += 2) {
      const [name, child] = [tree.children[at] as Tree, tree.children[at + 1] as Tree];
      parts.push(`${written(name, inner)}: ${written(child, inner)}`);
    }
  }
  if (tree.omitted !== undefined) parts.push("…");
  const [open, close] = tree.type === "list" ? "[]" : "{}";
  const head = tree.of === "Array" || tree.of === "Object" ? "" : `${tree.of} `;
  if (parts.length === 0) return `${head}${open}${close}`;
  return `${head}${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
}
