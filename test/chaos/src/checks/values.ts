import { byKey } from "../by-key.js";
import type { History, Span } from "../history.js";
import { faultOf } from "../value.js";
import { isWithin } from "./times.js";

/**
 * Checks that no value was torn or foreign, none was read before it was written, and the last acknowledged one, a
 * later one, or one of unknown outcome is stored at the end.
 *
 * @param finals the values in Redis at the end; `undefined` if there is none.
 */
export function checkValues(
  histories: readonly History[],
  finals: ReadonlyMap<string, unknown>,
  fragile: readonly Span[],
): string[] {
  const faults = histories.flatMap((history) => history.badValues);
  const writes = byKey(histories.flatMap((history) => history.writes));
  for (const [key, value] of finals) {
    const unknown = histories.flatMap((history) => history.unknownWrites[key] ?? []);
    const acknowledged = writes.get(key) ?? [];
    const highest = Math.max(0, ...unknown, ...acknowledged.map(({ sequence }) => sequence));
    for (const { read, worker } of histories) {
      if ((read[key] ?? 0) > highest)
        faults.push(`worker ${worker} read a value of ${key} that nobody wrote`);
    }
    const last = acknowledged.findLast((write) => !isWithin(write, fragile))?.sequence ?? 0;
    if (value === undefined) {
      if (last > 0) faults.push(`the value of ${key} is gone, of which ${last} had been acknowledged`);
      continue;
    }
    const wrong = faultOf(value, key);
    if (wrong !== undefined) {
      faults.push(wrong);
      continue;
    }
    const { sequence } = value as { sequence: number };
    if (sequence < last && !unknown.includes(sequence)) {
      faults.push(`the value of ${key} is ${sequence}, though ${last} had been acknowledged`);
    }
  }
  return faults;
}
