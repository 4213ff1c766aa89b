import type { NearStats } from "@coffer/cache-core";
import { bytes, count } from "../../data/format.js";
import { useWords } from "../../words/words.js";

/** The content of the process's memory. */
export function NearFigures({ near }: { readonly near: NearStats }) {
  const words = useWords();
  const rows: [string, string][] = [
    [words.nearState, words.nearStates[near.state] ?? near.state],
    [words.entries, count(near.entries)],
    [words.memory, bytes(near.bytes)],
    [words.hits, count(near.hits)],
    [words.misses, count(near.misses)],
    [words.invalidations, count(near.invalidations)],
    [words.evictions, count(near.evictions)],
    [words.lag, near.lag === null ? "–" : `${near.lag.toFixed(1)} s`],
  ];
  return (
    <div class="card">
      <table>
        <caption>{words.near}</caption>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="number">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {near.reason !== undefined && <p class="hint">{near.reason}</p>}
    </div>
  );
}
