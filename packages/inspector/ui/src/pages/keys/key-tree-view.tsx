import { useEffect, useMemo, useState } from "preact/hooks";
import { bytes, count } from "../../data/format.js";
import { KeyTree } from "../../data/key-tree.js";
import { VirtualRows } from "../../parts/virtual-rows.js";
import { KeyCells } from "./key-cells.js";
import type { KeyListProps } from "./key-list.js";

interface KeyTreeProps extends KeyListProps {
  /** Whether all folders are open at first. */
  readonly isOpen: boolean;
}

/** Keys by the parts of their names between colons. */
export function KeyTreeView({ label, rows, isOpen, isChosen, onOpen }: KeyTreeProps) {
  const tree = useMemo(() => ({ of: rows, keys: new KeyTree() }), [rows]);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState(0);
  tree.keys.take(rows);
  const visible = useMemo(() => tree.keys.visible(open), [tree, rows.length, open]);
  useEffect(() => {
    if (isOpen) setOpen(new Set(tree.keys.paths()));
  }, [tree, isOpen]);
  const fold = (index: number, isOpen: boolean) => {
    const node = visible[index]?.node;
    if (node === undefined || !("path" in node)) return;
    const next = new Set(open);
    if (isOpen) next.add(node.path);
    else next.delete(node.path);
    setOpen(next);
  };
  return (
    <VirtualRows
      label={label}
      role="tree"
      count={visible.length}
      active={active}
      isChosen={(index) => {
        const node = visible[index]?.node;
        return node !== undefined && "row" in node && isChosen(node.row);
      }}
      onActive={setActive}
      onFold={fold}
      onOpen={(index) => {
        const node = visible[index]?.node;
        if (node === undefined) return;
        if ("row" in node) onOpen(node.row);
        else fold(index, !open.has(node.path));
      }}
      attributes={(index) => {
        const { node, depth } = visible[index] as (typeof visible)[number];
        return { "aria-level": depth + 1, ...("path" in node && { "aria-expanded": open.has(node.path) }) };
      }}
    >
      {(index) => {
        const { node, depth } = visible[index] as (typeof visible)[number];
        return (
          <>
            <span style={{ width: `${depth * 16}px` }} />
            {"row" in node ? (
              <KeyCells row={node.row} name={node.name} />
            ) : (
              <>
                <span class="key folder">
                  <span aria-hidden="true">{open.has(node.path) ? "▾" : "▸"}</span> {node.name}
                </span>
                <span class="badge">{count(node.count)}</span>
                <span class="number size">{bytes(node.size)}</span>
                <span class="ttl" />
              </>
            )}
          </>
        );
      }}
    </VirtualRows>
  );
}
