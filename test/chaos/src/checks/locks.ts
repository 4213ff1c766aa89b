import { byKey } from "../by-key.js";
import type { History, Holding, Span } from "../history.js";
import { checkOrder } from "./order.js";
import { isWithin } from "./times.js";

/** Checks that no two holders had the same fencing token, later ones had higher ones, and no lock had two holders. */
export function checkLocks(histories: readonly History[], fragile: readonly Span[]): string[] {
  const holdings = histories.flatMap((history) => history.holdings);
  return [...checkOrder("fencing token of", holdings, fragile), ...overlaps(holdings, fragile)];
}

function overlaps(holdings: readonly Holding[], fragile: readonly Span[]): string[] {
  const faults: string[] = [];
  for (const [key, its] of byKey(holdings)) {
    let before: Holding | undefined;
    for (const holding of its.toSorted((a, b) => a.to - b.to)) {
      if (before !== undefined && holding.to < before.until && !isWithin(span(before), fragile)) {
        const both = Math.min(before.until, holding.until) - holding.to;
        // A holder whose answer arrived when the lock may have expired holds nothing.
        if (both > 0) {
          faults.push(
            `lock ${key}: held twice for ${both.toFixed(1)} ms, with the tokens ${before.number} and ${holding.number}`,
          );
        }
      }
      if (before === undefined || holding.until > before.until) before = holding;
    }
  }
  return faults;
}

/** While it was held, Redis may have lost it. */
function span({ from, until }: Holding): Span {
  return { from, to: until };
}
