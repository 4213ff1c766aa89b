import { useState } from "preact/hooks";
import type { TagRow } from "../../../src/api/tags.js";
import { write } from "../data/api.js";
import { usePage } from "../data/page-context.js";
import { linkTo } from "../data/route.js";
import { useScan } from "../data/use-scan.js";
import { ConfirmButton } from "../parts/confirm-button.js";
import { Failure } from "../parts/failure.js";
import { ScanBar } from "../parts/scan-bar.js";
import { TimeLeft } from "../parts/time-left.js";
import { useWords } from "../words/words.js";

/** How many rows are drawn; the others are only counted. */
const MOST = 1000;

/** The tags of a cache. */
export function Tags() {
  const words = useWords();
  const { cache, mayWrite, token } = usePage();
  const scan = useScan<TagRow>("tags", { cache });
  const shown = scan.rows.slice(0, MOST).sort(({ tag: a }, { tag: b }) => (a < b ? -1 : Number(a > b)));
  const [fault, setFault] = useState<string>();
  const remove = (tag: string) =>
    write("delete-tag", { cache, tag }, token).then(scan.again, (error: Error) => setFault(error.message));
  return (
    <>
      <h1>{words.pages.tags}</h1>
      <p class="hint">{words.tagHint}</p>
      <ScanBar scan={scan} />
      {fault !== undefined && <Failure message={fault} />}
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.tag}</th>
              <th scope="col">{words.timeLeft}</th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {shown.map(({ tag, ttl }) => (
              <tr key={tag}>
                <th scope="row">{tag}</th>
                <td>
                  <TimeLeft ttl={ttl} />
                </td>
                <td>
                  <div class="buttons">
                    <a href={linkTo("keys", { cache, tag })}>{words.showKeys}</a>
                    {mayWrite && (
                      <ConfirmButton
                        label={words.deleteTag}
                        question={words.deleteTagQuestion(tag)}
                        onConfirm={() => remove(tag)}
                      />
                    )}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
