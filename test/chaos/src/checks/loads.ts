import { byKey } from "../by-key.js";
import type { History, Load, Span } from "../history.js";
import { isWithin } from "./times.js";

/** Checks that without faults one process at a time loads the value of a key. */
export function checkLoads(histories: readonly History[], troubled: readonly Span[]): string[] {
  const faults: string[] = [];
  for (const [key, its] of byKey(histories.flatMap(({ loads }) => loads))) {
    let before: Load | undefined;
    for (const load of its.toSorted((a, b) => a.from - b.from)) {
      if (before !== undefined && !isWithin({ from: before.from, to: load.to }, troubled)) {
        faults.push(`${key} was loaded again after ${Math.round(load.from - before.from)} ms`);
      }
      before = load;
    }
  }
  return faults;
}
