import type { CacheStats } from "@coffer/cache-core";
import { count } from "../../data/format.js";
import { Figures } from "../../parts/figures.js";
import { useWords } from "../../words/words.js";

/** The totals of a cache since it was created. */
export function CacheFigures({ stats }: { readonly stats: CacheStats }) {
  const words = useWords();
  const { hits, misses, writes, errors, errorCodes } = stats;
  const reads = hits + misses;
  const codes = Object.entries(errorCodes).filter(([, times]) => times > 0);
  return (
    <>
      <Figures
        rows={[
          [words.hitRate, reads === 0 ? "–" : `${((hits / reads) * 100).toFixed(1)} %`],
          [words.hits, count(hits)],
          [words.misses, count(misses)],
          [words.writes, count(writes)],
          [words.errors, count(errors)],
        ]}
      />
      {codes.length > 0 && (
        <p class="hint">
          {words.errors}: {codes.map(([code, times]) => `${code} ${count(times)}`).join(", ")}
        </p>
      )}
    </>
  );
}
