import type { LockRow } from "../../../src/api/locks.js";
import { usePage } from "../data/page-context.js";
import { linkTo } from "../data/route.js";
import { useScan } from "../data/use-scan.js";
import { ScanBar } from "../parts/scan-bar.js";
import { TimeLeft } from "../parts/time-left.js";
import { useWords } from "../words/words.js";

/** The holders of locks, with the time left. */
export function Locks() {
  const words = useWords();
  const { cache } = usePage();
  const scan = useScan<LockRow>("locks", { cache });
  return (
    <>
      <h1>{words.pages.locks}</h1>
      <p class="hint">{words.lockHint}</p>
      <ScanBar scan={scan} />
      {scan.isComplete && scan.rows.length === 0 && <p>{words.noLocks}</p>}
      {scan.rows.length > 0 && (
        <div class="wide">
          <table>
            <thead>
              <tr>
                <th scope="col">{words.keyName}</th>
                <th scope="col">{words.kind}</th>
                <th scope="col">{words.owner}</th>
                <th scope="col">{words.fence}</th>
                <th scope="col">{words.timeLeft}</th>
              </tr>
            </thead>
            <tbody>
              {scan.rows.map(({ key, kind, owner, fence, ttl }) => (
                <tr key={`${kind} ${key}`}>
                  <th scope="row">
                    {kind === "lock" ? <a href={linkTo("keys", { cache, key })}>{key}</a> : key}
                  </th>
                  <td>{words.kinds[kind]}</td>
                  <td>
                    <code class="token">{owner}</code>
                  </td>
                  <td class="number">{fence ?? "–"}</td>
                  <td>
                    <TimeLeft ttl={ttl} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
