import { count } from "../data/format.js";
import type { Scan } from "../data/use-scan.js";
import { useWords } from "../words/words.js";
import { Failure } from "./failure.js";

/** The progress of a scan, and its controls. */
export function ScanBar({ scan }: { readonly scan: Scan<unknown> }) {
  const words = useWords();
  const { rows, isRunning, isComplete, failure } = scan;
  return (
    <div class="scan-bar">
      <span role="status">
        {words.found(count(rows.length))}{" "}
        <span class="how-far">
          {isRunning ? words.scanning : isComplete ? words.complete : words.incomplete}
        </span>
      </span>
      {isRunning ? (
        <button type="button" onClick={scan.stop}>
          {words.stop}
        </button>
      ) : (
        !isComplete && (
          <button type="button" onClick={scan.goOn}>
            {words.goOn}
          </button>
        )
      )}
      <button type="button" onClick={scan.again}>
        {words.reload}
      </button>
      {failure !== undefined && <Failure message={failure} />}
    </div>
  );
}
