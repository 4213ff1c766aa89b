import { byKey } from "../by-key.js";
import type { Grant, Span } from "../history.js";
import { isWithin } from "./times.js";

/**
 * Checks numbers that are given out: none is given twice, and a later request gets a higher one than an earlier
 * answer. Numbers given while Redis may lose data are not held against later ones.
 *
 * @param what a counter, or a fencing token, for the text.
 */
export function checkOrder(what: string, grants: readonly Grant[], fragile: readonly Span[]): string[] {
  const faults: string[] = [];
  for (const [key, its] of byKey(grants)) {
    faults.push(...twice(what, key, its, fragile), ...backwards(what, key, its, fragile));
  }
  return faults;
}

function twice(what: string, key: string, grants: readonly Grant[], fragile: readonly Span[]): string[] {
  const given = new Set<number>();
  const faults: string[] = [];
  for (const grant of grants.toSorted((a, b) => a.to - b.to)) {
    if (given.has(grant.number)) faults.push(`${what} ${key}: ${grant.number} was given twice`);
    if (!isWithin(grant, fragile)) given.add(grant.number);
  }
  return faults;
}

function backwards(what: string, key: string, grants: readonly Grant[], fragile: readonly Span[]): string[] {
  const faults: string[] = [];
  const ended = grants.filter((grant) => !isWithin(grant, fragile)).sort((a, b) => a.to - b.to);
  let next = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (const grant of grants.toSorted((a, b) => a.from - b.from)) {
    for (; (ended[next]?.to ?? Number.POSITIVE_INFINITY) < grant.from; next++) {
      highest = Math.max(highest, (ended[next] as Grant).number);
    }
    if (grant.number < highest) {
      faults.push(`${what} ${key}: ${grant.number} was given after ${highest} had been`);
    }
  }
  return faults;
}
