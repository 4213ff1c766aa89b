import { useState } from "preact/hooks";
import type { KeyRow } from "../../../../src/api/keys.js";
import { VirtualRows } from "../../parts/virtual-rows.js";
import { KeyCells } from "./key-cells.js";

export interface KeyListProps {
  readonly label: string;
  readonly rows: readonly KeyRow[];
  /** Whether this key is the open one. */
  readonly isChosen: (row: KeyRow) => boolean;
  readonly onOpen: (row: KeyRow) => void;
}

/** Keys in the order in which they were found. */
export function KeyList({ label, rows, isChosen, onOpen }: KeyListProps) {
  const [active, setActive] = useState(0);
  return (
    <VirtualRows
      label={label}
      role="listbox"
      count={rows.length}
      active={active}
      isChosen={(index) => rows[index] !== undefined && isChosen(rows[index])}
      onActive={setActive}
      onOpen={(index) => rows[index] !== undefined && onOpen(rows[index])}
    >
      {(index) => <KeyCells row={rows[index] as KeyRow} name={(rows[index] as KeyRow)[0]} />}
    </VirtualRows>
  );
}
