import type { CacheStats, LoadReason } from "@coffer/cache-core";
import { count } from "../../data/format.js";
import { useWords } from "../../words/words.js";

const REASONS: readonly LoadReason[] = ["miss", "stale", "eager", "grace", "fresh"];

interface LoadFiguresProps {
  readonly stats: CacheStats;
  readonly reasons: Partial<Record<LoadReason, number>>;
}

/** Loads of getOrSet: all of them, and by reason since the page is open. */
export function LoadFigures({ stats, reasons }: LoadFiguresProps) {
  const words = useWords();
  const all: [string, number][] = [
    [words.loads, stats.loads],
    [words.loadErrors, stats.loadErrors],
    [words.staleServed, stats.staleServed],
  ];
  return (
    <div class="card">
      <table>
        <caption>{words.loads}</caption>
        <tbody>
          {all.map(([name, amount]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="number">{count(amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <caption>
          {words.loadsByReason} <small>{words.sinceLook}</small>
        </caption>
        <tbody>
          {REASONS.map((reason) => (
            <tr key={reason}>
              <th scope="row">{words.reasons[reason]}</th>
              <td class="number">{count(reasons[reason] ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
