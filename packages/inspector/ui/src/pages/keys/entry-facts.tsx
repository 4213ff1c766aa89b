import type { EntryDescription } from "@coffer/cache-core";
import type { ComponentChildren } from "preact";
import type { Entry } from "../../../../src/api/entry.js";
import { bytes, moment } from "../../data/format.js";
import { usePage } from "../../data/page-context.js";
import { linkTo } from "../../data/route.js";
import { TimeLeft } from "../../parts/time-left.js";
import { useWords } from "../../words/words.js";

/** The facts about a key, without its value. */
export function EntryFacts({ entry }: { readonly entry: Entry }) {
  const words = useWords();
  const { cache } = usePage();
  const { envelope } = entry;
  // They are JSON.
  const when = (date: unknown) =>
    date === null ? words.never : date === undefined ? words.unknown : moment(String(date));
  // By the clock of the page's server, which computed `keptUntil` from `ttl`.
  const now =
    envelope?.keptUntil == null || entry.ttl === null
      ? Date.now()
      : Date.parse(String(envelope.keptUntil)) - entry.ttl;
  const freshFor = envelope?.expiresAt == null ? null : Date.parse(String(envelope.expiresAt)) - now;
  const stateOf = ({ isCurrent, tags }: EntryDescription) => {
    if (isCurrent) return words.current;
    return tags.length > 0 && (freshFor === null || freshFor > 0) ? words.invalidated : words.expired;
  };
  const rows: [string, ComponentChildren][] = [
    [words.redisKey, <code key="key">{entry.redisKey}</code>],
    [words.type, entry.type],
    [words.timeLeft, <TimeLeft key="ttl" ttl={entry.ttl} />],
  ];
  if (entry.size !== null) rows.push([words.size, bytes(entry.size)]);
  rows.push(
    [words.serializer, entry.serializer],
    [words.compressor, entry.compressor ?? words.none],
    [words.cipher, entry.cipher ?? words.none],
  );
  if (envelope !== undefined) {
    rows.push(
      [words.state, stateOf(envelope)],
      [words.storedAt, when(envelope.storedAt)],
      [
        words.freshUntil,
        <>
          {when(envelope.expiresAt)}
          {envelope.isCurrent && freshFor !== null && freshFor > 0 && (
            <div>
              <small>
                <TimeLeft ttl={freshFor} />
              </small>
            </div>
          )}
        </>,
      ],
      [words.keptUntil, when(envelope.keptUntil)],
      [
        words.tagsOf,
        envelope.tags.length === 0
          ? words.none
          : envelope.tags.map((tag) => (
              <a key={tag} class="badge" href={linkTo("keys", { cache, tag })}>
                {tag}
              </a>
            )),
      ],
    );
  }
  return (
    <dl class="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
