import type { KeyRow } from "../../../../src/api/keys.js";
import { useWords } from "../../words/words.js";

type Column = "name" | "size" | "ttl";

/** The sort order of a list; undefined: the order in which keys were found. */
export interface Order {
  readonly by: Column;
  readonly isReverse: boolean;
}

/** Names from a to z, the largest value first, or the one that expires next. */
const COMPARE: Readonly<Record<Column, (a: KeyRow, b: KeyRow) => number>> = {
  name: ([a], [b]) => (a < b ? -1 : Number(a > b)),
  size: (a, b) => b[3] - a[3],
  ttl: (a, b) => (a[4] ?? Number.MAX_VALUE) - (b[4] ?? Number.MAX_VALUE),
};

/** The rows in this order: a copy. */
export function inOrder(rows: readonly KeyRow[], { by, isReverse }: Order): readonly KeyRow[] {
  const compare = COMPARE[by];
  return [...rows].sort(isReverse ? (a, b) => compare(b, a) : compare);
}

interface KeyHeadProps {
  /** Also undefined: a tree is shown. */
  readonly order: Order | undefined;
  readonly onOrder: (order: Order) => void;
}

/** The column headers of keys. Each sorts the list. */
export function KeyHead({ order, onOrder }: KeyHeadProps) {
  const words = useWords();
  const columns: [Column, string, string][] = [
    ["name", words.keyName, words.sortHint],
    ["size", words.size, words.sortHint],
    ["ttl", words.timeLeft, words.timeLeftHint],
  ];
  return (
    <div class="key-head">
      {columns.map(([by, name, hint]) => (
        <button
          key={by}
          type="button"
          class={`by-${by}`}
          title={hint}
          aria-pressed={order?.by === by}
          onClick={() => onOrder({ by, isReverse: order?.by === by && !order.isReverse })}
        >
          {name}
          <span aria-hidden="true">{order?.by !== by ? "" : order.isReverse ? " ▴" : " ▾"}</span>
        </button>
      ))}
    </div>
  );
}
