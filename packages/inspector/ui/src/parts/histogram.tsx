import type { Distribution } from "@coffer/cache-core";
import { count } from "../data/format.js";
import { useWords } from "../words/words.js";

/** The buckets of a distribution as bars, each with its figure: a table that screen readers can read. */
export function Histogram({
  title,
  distribution,
}: {
  readonly title: string;
  readonly distribution: Distribution;
}) {
  const words = useWords();
  const { buckets, count: all } = distribution;
  const time = (seconds: number) =>
    seconds < 1 ? `${Number((seconds * 1000).toPrecision(3))} ms` : `${seconds} s`;
  /** The bucket that contains this quantile; undefined: it is in the last one, which has no upper limit. */
  const within = (part: number) => buckets.find(({ count: upTo }) => upTo >= all * part)?.le;
  const rows = buckets.map(({ le, count: upTo }, index) => ({
    label: `≤ ${time(le)}`,
    amount: upTo - (buckets[index - 1]?.count ?? 0),
  }));
  const last = buckets.at(-1);
  if (last !== undefined) rows.push({ label: `> ${last.le} s`, amount: all - last.count });
  const [half, nearlyAll] = [within(0.5), within(0.99)];
  const most = Math.max(1, ...rows.map(({ amount }) => amount));
  return (
    <div class="card">
      <table class="histogram">
        <caption>
          {title}{" "}
          {all > 0 && half !== undefined && nearlyAll !== undefined && (
            <small>{words.quantiles(time(half), time(nearlyAll))}</small>
          )}
        </caption>
        <tbody>
          {rows.map(({ label, amount }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td class="bar">
                <meter min={0} max={most} value={amount} aria-hidden="true" />
              </td>
              <td class="number">{count(amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
