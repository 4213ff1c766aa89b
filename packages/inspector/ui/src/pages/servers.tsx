import { useState } from "preact/hooks";
import type { ServerRow } from "../../../src/diagnosis/server-figures.js";
import { read } from "../data/api.js";
import { bytes, count, duration } from "../data/format.js";
import { usePage } from "../data/page-context.js";
import { usePoll } from "../data/use-poll.js";
import { Failure } from "../parts/failure.js";
import { useWords } from "../words/words.js";

/** The statistics of the cache's servers, per second. */
export function Servers() {
  const words = useWords();
  const { cache } = usePage();
  const [rows, setRows] = useState<readonly ServerRow[]>();
  const failure = usePoll(
    (signal) => read<{ rows: readonly ServerRow[] }>("servers", {}, signal),
    (answer) => setRows(answer.rows.filter((row) => row.cache === cache)),
  );
  const head = [
    words.server,
    words.version,
    words.role,
    words.keysThere,
    words.memory,
    words.policy,
    words.hitRate,
    words.evicted,
    words.commands,
    words.clients,
    words.slots,
    words.lag,
    words.uptime,
  ];
  return (
    <>
      <h1>{words.pages.servers}</h1>
      {failure !== undefined && <Failure message={failure} />}
      {rows === undefined && failure === undefined && <p>{words.loading}</p>}
      {rows !== undefined && (
        <div class="wide">
          <table>
            <thead>
              <tr>
                {head.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.server}>
                  <th scope="row">{row.server}</th>
                  {"error" in row ? (
                    <td colSpan={head.length - 1} class="failure">
                      {row.error}
                    </td>
                  ) : (
                    <>
                      <td>{row.version}</td>
                      <td>{words.roles[row.role] ?? row.role}</td>
                      <td class="number">{count(row.keys)}</td>
                      <td class="number">
                        {words.memoryUsed(
                          bytes(row.usedBytes),
                          row.maxBytes === 0 ? undefined : bytes(row.maxBytes),
                        )}
                      </td>
                      <td>{row.policy}</td>
                      <td class="number">
                        {row.hitRate === null ? "–" : `${(row.hitRate * 100).toFixed(1)} %`}
                      </td>
                      <td class="number">{count(row.evicted)}</td>
                      <td class="number">
                        {count(row.commandsPerSecond)} <small>{words.perSecond}</small>
                      </td>
                      <td class="number">{count(row.clients)}</td>
                      <td class="number">{row.slots || "–"}</td>
                      <td class="number">{row.lagSeconds === null ? "–" : `${row.lagSeconds} s`}</td>
                      <td class="number">{duration(row.uptimeSeconds * 1000)}</td>
                    </>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
