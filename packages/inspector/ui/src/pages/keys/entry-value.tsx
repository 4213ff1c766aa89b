import type { Entry } from "../../../../src/api/entry.js";
import { bytes, count } from "../../data/format.js";
import { HexDump } from "../../parts/hex-dump.js";
import { ValueTree } from "../../parts/value-tree.js";
import { useWords } from "../../words/words.js";

/** A value: decoded, and in its stored form; for types other than string its members. */
export function EntryValue({ entry }: { readonly entry: Entry }) {
  const words = useWords();
  const { tree, fault, stored, members, size } = entry;
  const shown = stored === undefined ? 0 : atob(stored).length;
  return (
    <>
      <h3>{words.value}</h3>
      {fault !== undefined && (
        <p class="failure">
          <strong>{words.unreadable}</strong> {fault}
        </p>
      )}
      {tree !== undefined && (
        <div class="tree">
          <ValueTree tree={tree} />
        </div>
      )}
      {members !== undefined && (
        <table class="members">
          <caption>{words.members(count(members.total))}</caption>
          <tbody>
            {members.rows.map((row, index) => (
              <tr key={index}>
                {row.name !== null && <th scope="row">{row.name}</th>}
                <td>{row.tree === undefined ? <em>{row.fault}</em> : <ValueTree tree={row.tree} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {stored !== undefined && (
        <details class="stored">
          <summary>
            {words.stored}{" "}
            {size !== null && shown < size && <small>{words.firstBytes(bytes(shown), bytes(size))}</small>}
          </summary>
          <HexDump base64={stored} />
        </details>
      )}
    </>
  );
}
