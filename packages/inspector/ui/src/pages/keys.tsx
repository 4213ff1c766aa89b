import { useMemo, useState } from "preact/hooks";
import type { KeyRow } from "../../../src/api/keys.js";
import { type PageProps, usePage } from "../data/page-context.js";
import { linkTo } from "../data/route.js";
import { useScan } from "../data/use-scan.js";
import { ScanBar } from "../parts/scan-bar.js";
import { useWords } from "../words/words.js";
import { EntryPane } from "./keys/entry-pane.js";
import { inOrder, KeyHead, type Order } from "./keys/key-head.js";
import { KeyList } from "./keys/key-list.js";
import { KeyTreeView } from "./keys/key-tree-view.js";

/** Search results are shown with all folders of the tree open, unless there are more than this. */
const MOST_OPEN = 200;

/** The keys of a cache, next to the selected one. */
export function Keys({ query }: PageProps) {
  const words = useWords();
  const { cache } = usePage();
  const [isTree, setTree] = useState(true);
  const [order, setOrder] = useState<Order>();
  const { pattern = "*", tag, key, redisKey } = query;
  const scan = useScan<KeyRow>("keys", { cache, pattern, tag });
  const isChosen = key !== undefined || redisKey !== undefined;
  const go = (to: Record<string, string | undefined>) => {
    location.hash = linkTo("keys", { cache, pattern, tag, key, redisKey, ...to });
  };
  const open = (row: KeyRow) => {
    if (row[1] !== null) go({ key: undefined, redisKey: row[1] });
  };
  const isChosenRow = ([name, inRedis]: KeyRow) =>
    inRedis !== null && (redisKey === undefined ? name === key : inRedis === redisKey);
  const { rows, isRunning } = scan;
  // While keys arrive, rows keep their position.
  const sorted = useMemo(
    () => (isTree || order === undefined || isRunning ? rows : inOrder(rows, order)),
    [rows, rows.length, isTree, order, isRunning],
  );
  const list = { isChosen: isChosenRow, onOpen: open, label: words.keysOf(cache) };
  const isSearch = pattern !== "*" || tag !== undefined;
  return (
    <>
      <h1>{words.pages.keys}</h1>
      <div class="tools">
        <form onSubmit={(event) => go({ pattern: take(event, "pattern") || "*" })}>
          <label>
            {words.pattern}{" "}
            <input
              name="pattern"
              defaultValue={pattern}
              key={pattern}
              title={words.patternHint}
              spellcheck={false}
            />
          </label>
          <button type="submit">{words.search}</button>
        </form>
        <form onSubmit={(event) => go({ key: take(event, "key"), redisKey: undefined })}>
          <label>
            {words.openKey} <input name="key" required spellcheck={false} />
          </label>
          <button type="submit">{words.open}</button>
        </form>
        <fieldset>
          <legend class="hidden">{words.view}</legend>
          {[true, false].map((each) => (
            <label key={String(each)}>
              <input type="radio" name="view" checked={isTree === each} onChange={() => setTree(each)} />
              {each ? words.asTree : words.asList}
            </label>
          ))}
        </fieldset>
        {tag !== undefined && (
          <p>
            {words.withTag(tag)} <a href={linkTo("keys", { cache })}>{words.allTags}</a>
          </p>
        )}
      </div>
      <div class={isChosen ? "panes chosen" : "panes"}>
        <section aria-label={words.keysOf(cache)} class="list-pane">
          <ScanBar scan={scan} />
          <KeyHead
            order={isTree ? undefined : order}
            onOrder={(next) => {
              setTree(false);
              setOrder(next);
            }}
          />
          {isTree ? (
            <KeyTreeView
              {...list}
              rows={rows}
              isOpen={isSearch && scan.isComplete && rows.length <= MOST_OPEN}
            />
          ) : (
            <KeyList {...list} rows={sorted} />
          )}
        </section>
        <section class="entry-pane" aria-label={words.value}>
          {isChosen ? (
            <>
              <a class="back" href={linkTo("keys", { cache, pattern, tag })}>
                ← {words.back}
              </a>
              <EntryPane key={`${key}\n${redisKey}`} name={key === undefined ? { redisKey } : { key }} />
            </>
          ) : (
            <p class="hint">{words.pickKey}</p>
          )}
        </section>
      </div>
    </>
  );
}

function take(event: Event, name: string): string {
  event.preventDefault();
  return String(new FormData(event.currentTarget as HTMLFormElement).get(name) ?? "");
}
