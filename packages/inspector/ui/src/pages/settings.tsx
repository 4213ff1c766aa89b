import { Fragment } from "preact";
import type { CacheSettingsShown } from "../../../src/api/settings.js";
import { usePage } from "../data/page-context.js";
import { useRead } from "../data/use-read.js";
import { Failure } from "../parts/failure.js";
import { useWords } from "../words/words.js";

/** The settings of the cache, as they were resolved. */
export function Settings() {
  const words = useWords();
  const { cache } = usePage();
  const { answer, failure } = useRead<{ rows: readonly CacheSettingsShown[] }>("settings");
  const settings = answer?.rows.find(({ alias }) => alias === cache)?.settings;
  return (
    <>
      <h1>{words.pages.settings}</h1>
      <p class="hint">{words.settingsHint}</p>
      {failure !== undefined && <Failure message={failure} />}
      {answer === undefined && failure === undefined && <p>{words.loading}</p>}
      {settings !== undefined && (
        <div class="wide">
          <table>
            <thead>
              <tr>
                <th scope="col">{words.setting}</th>
                <th scope="col">{words.value}</th>
              </tr>
            </thead>
            <tbody>
              {rowsOf(settings).map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">
                    <code>
                      {name.split(/(?<=[._])/).map((part, index) => (
                        <Fragment key={index}>
                          {part}
                          <wbr />
                        </Fragment>
                      ))}
                    </code>
                  </th>
                  <td>
                    <Setting value={value} />
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

/** OPTIONS have a row each. */
function rowsOf({ OPTIONS, ...others }: Readonly<Record<string, unknown>>): [string, unknown][] {
  const options = Object.entries((OPTIONS ?? {}) as object);
  return [
    ...Object.entries(others),
    ...options.map(([name, value]): [string, unknown] => [`OPTIONS.${name}`, value]),
  ];
}

function Setting({ value }: { readonly value: unknown }) {
  const words = useWords();
  if (Array.isArray(value) && value.length > 0) {
    return (
      <ul class="plain">
        {value.map((each, index) => (
          <li key={index}>
            <Setting value={each} />
          </li>
        ))}
      </ul>
    );
  }
  if (typeof value === "object" && value !== null && "part" in value && "from" in value) {
    const { part, from } = value as { part: string; from: string | null };
    return (
      <>
        <code>{part}</code>
        {from !== null && (
          <small>
            {" "}
            {words.loadedFrom} {from}
          </small>
        )}
      </>
    );
  }
  return <code>{JSON.stringify(value) ?? "undefined"}</code>;
}
