import { useState } from "preact/hooks";
import type { Tree } from "../../../src/api/tree.js";
import { count } from "../data/format.js";
import { useWords } from "../words/words.js";

/** Levels that are open at first, and children that are drawn at first. */
const OPEN = 2;
const STEP = 100;

/** A decoded value. Its content is only ever text on the page. */
export function ValueTree({ tree, depth = 0 }: { readonly tree: Tree; readonly depth?: number }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(depth < OPEN);
  const [most, setMost] = useState(STEP);
  if (tree.type === "scalar") {
    return (
      <span class={`value of-${tree.of}`}>
        {tree.of === "string" ? JSON.stringify(tree.text) : tree.text}
        {!["string", "number", "boolean", "null", "undefined"].includes(tree.of) && <small> {tree.of}</small>}
        {tree.omitted !== undefined && <small> … {words.omitted(count(tree.omitted))}</small>}
      </span>
    );
  }
  const pairs = pairsOf(tree);
  const shown = pairs.slice(0, most);
  const omitted = pairs.length - shown.length;
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {tree.of} <small>({count(tree.size)})</small>
      </summary>
      {isOpen && (
        <ul class="children">
          {shown.map(([name, child], index) => (
            <li key={index}>
              <span class="name">
                {typeof name === "string" ? name : <ValueTree tree={name} depth={OPEN} />}
              </span>
              {": "}
              <ValueTree tree={child} depth={depth + 1} />
            </li>
          ))}
          {omitted > 0 && (
            <li>
              <button type="button" onClick={() => setMost(most + 10 * STEP)}>
                {words.omitted(count(omitted))}
              </button>
            </li>
          )}
          {tree.omitted !== undefined && <li>… {words.omitted(count(tree.omitted))}</li>}
        </ul>
      )}
    </details>
  );
}

function pairsOf(tree: Exclude<Tree, { type: "scalar" }>): [name: string | Tree, child: Tree][] {
  const { children } = tree;
  if (tree.type === "list") return children.map((child, index) => [String(index), child]);
  const pairs: [string | Tree, Tree][] = [];
  for (let at = 0; at + 1 < children.length; at += 2) {
    const name = children[at] as Tree;
    const isText = name.type === "scalar" && name.of === "string" && name.omitted === undefined;
    pairs.push([isText ? name.text : name, children[at + 1] as Tree]);
  }
  return pairs;
}
