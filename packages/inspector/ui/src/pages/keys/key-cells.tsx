import type { KeyRow } from "../../../../src/api/keys.js";
import { bytes, count, duration } from "../../data/format.js";
import { useWords } from "../../words/words.js";

/** A row of the list: a key's name, its size and its time left when it was found. */
export function KeyCells({ row, name }: { readonly row: KeyRow; readonly name: string }) {
  const words = useWords();
  const [, redisKey, type, size, ttl] = row;
  return (
    <>
      <span
        class={redisKey === null ? "key no-text" : "key"}
        title={redisKey === null ? words.notText : row[0]}
      >
        {name === "" ? '""' : name}
      </span>
      {type !== "string" && <span class="badge">{type}</span>}
      <span class="number size">{type === "string" ? bytes(size) : words.members(count(size))}</span>
      <span class="number ttl">{ttl === null ? "∞" : duration(ttl)}</span>
    </>
  );
}
