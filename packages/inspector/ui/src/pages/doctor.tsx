import type { Section } from "../../../src/diagnosis/finding.js";
import { usePage } from "../data/page-context.js";
import { useRead } from "../data/use-read.js";
import { Failure } from "../parts/failure.js";
import { useWords } from "../words/words.js";

const MARKS = { ok: "✔", warning: "!", problem: "✖" } as const;

/** The findings, with what to do about them. */
export function Doctor() {
  const words = useWords();
  const { mayWrite } = usePage();
  const { answer, failure, again } = useRead<{ sections: readonly Section[] }>("findings");
  return (
    <>
      <h1>{words.pages.doctor}</h1>
      <p class="hint">
        {words.doctorHint} {!mayWrite && words.readOnlyDoctor}
      </p>
      <button type="button" onClick={again}>
        {words.reload}
      </button>
      {failure !== undefined && <Failure message={failure} />}
      {answer === undefined && failure === undefined && <p>{words.loading}</p>}
      {answer?.sections.map(({ title, findings }, index) => (
        // Two caches may use one server.
        <section key={`${index} ${title}`}>
          <h2>{title}</h2>
          {findings.length === 0 && <p>{words.allWell}</p>}
          <ul class="plain findings">
            {findings.map(({ level, text, advice }) => (
              <li key={text} class={level}>
                <span class="mark" aria-hidden="true">
                  {MARKS[level]}
                </span>
                <span class="hidden">{words.levels[level]}: </span>
                {text}
                {advice !== undefined && <p class="advice">→ {advice}</p>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
