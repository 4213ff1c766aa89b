import { useState } from "preact/hooks";
import type { Entry } from "../../../../src/api/entry.js";
import { write } from "../../data/api.js";
import { bytes } from "../../data/format.js";
import { usePage } from "../../data/page-context.js";
import { useRead } from "../../data/use-read.js";
import { ConfirmButton } from "../../parts/confirm-button.js";
import { CopyButton } from "../../parts/copy-button.js";
import { Failure } from "../../parts/failure.js";
import { valueText } from "../../parts/value-text.js";
import { useWords } from "../../words/words.js";
import { EntryFacts } from "./entry-facts.js";
import { EntryValue } from "./entry-value.js";
import { ExpiryForm } from "./expiry-form.js";

interface EntryPaneProps {
  /** In the application's notation, or the Redis key. */
  readonly name: { readonly key?: string; readonly redisKey?: string | undefined };
}

/** A key, and the actions on it. */
export function EntryPane({ name }: EntryPaneProps) {
  const words = useWords();
  const { cache, mayWrite, token } = usePage();
  const [anyway, setAnyway] = useState<string>();
  const [fault, setFault] = useState<string>();
  const [isGone, setGone] = useState(false);
  const { answer: entry, failure, again } = useRead<Entry>("entry", { cache, ...name, anyway });
  const act = async (call: string, query: Record<string, string | undefined> = {}) => {
    try {
      const isDone = await write(call, { cache, ...name, ...query }, token);
      setGone(call === "delete" || !isDone);
      again();
    } catch (error) {
      setFault((error as Error).message);
    }
  };
  if (isGone) return <p role="status">{words.gone}</p>;
  if (failure !== undefined) return <Failure message={failure} />;
  if (entry === undefined) return <p>{words.loading}</p>;
  const { tree } = entry;
  return (
    <article>
      <h2 class="entry-key">{entry.key}</h2>
      <div class="buttons">
        <CopyButton text={() => entry.key} label={`${words.copy}: ${words.keyName}`} />
        {tree !== undefined && (
          <CopyButton text={() => valueText(tree)} label={`${words.copy}: ${words.value}`} />
        )}
        <button type="button" onClick={again}>
          {words.reload}
        </button>
        {mayWrite && (
          <ConfirmButton
            label={words.deleteKey}
            question={words.deleteQuestion(entry.key)}
            onConfirm={() => act("delete")}
          />
        )}
      </div>
      {fault !== undefined && <Failure message={fault} />}
      <EntryFacts entry={entry} />
      {mayWrite && <ExpiryForm onSet={(seconds) => act("expire", { seconds })} />}
      {entry.value === "forbidden" && <p class="hint">{words.tooLarge}</p>}
      {entry.value === "ask" && (
        <button type="button" onClick={() => setAnyway("1")}>
          {entry.size === null ? words.fetchMembers : words.fetchLarge(bytes(entry.size))}
        </button>
      )}
      {entry.value === "shown" && <EntryValue entry={entry} />}
    </article>
  );
}
