import { byKey } from "../by-key.js";
import type { History, Span } from "../history.js";
import { checkOrder } from "./order.js";
import { isWithin } from "./times.js";

/** The outcomes of the increments. */
export interface CounterVerdict {
  readonly faults: readonly string[];
  /** How many acknowledged increments are certainly lost, all of them at times when Redis may lose them. */
  readonly lost: number;
}

/**
 * Checks that every counter was incremented once for each acknowledged increment, and at most once more for each of
 * unknown outcome, and never decreased.
 *
 * @param finals the counters in Redis at the end.
 */
export function checkCounters(
  histories: readonly History[],
  finals: ReadonlyMap<string, number>,
  fragile: readonly Span[],
): CounterVerdict {
  const increments = histories.flatMap((history) => history.increments);
  const groups = byKey(increments);
  const faults: string[] = [];
  let lost = 0;
  for (const [key, value] of finals) {
    const acknowledged = groups.get(key) ?? [];
    const kept = acknowledged.filter((grant) => !isWithin(grant, fragile));
    const unknown = histories.reduce((sum, history) => sum + (history.unknownIncrements[key] ?? 0), 0);
    const most = acknowledged.length + unknown;
    const least = Math.max(kept.length, ...kept.map(({ number }) => number));
    if (value > most) {
      faults.push(
        `counter ${key}: ${value - most} counted twice: it is ${value}, with ${acknowledged.length} increments acknowledged and ${unknown} unknown`,
      );
    }
    if (value < least) {
      faults.push(`counter ${key}: ${least - value} lost: it is ${value}, and ${least} have to be there`);
    }
    lost += Math.max(0, acknowledged.length - value);
  }
  return { faults: [...faults, ...checkOrder("counter", increments, fragile)], lost };
}
