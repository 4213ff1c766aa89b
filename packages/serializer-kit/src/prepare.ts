import { explain } from "./explain.js";
import { Refused } from "./refused.js";
import type { Rules } from "./rules.js";
import { Walk } from "./walk.js";

/**
 * Returns what to pass to the encoder of a format so that `value` can be restored exactly: usually `value` itself, otherwise a copy in
 * which values that the format does not know are replaced. It never changes the caller's objects.
 *
 * @throws TypeError with the path of the first value that the format cannot restore exactly, and what to do: `value.items[3].match is a
 * RegExp: store regexp.source`.
 */
export function prepare(value: unknown, rules: Rules): unknown {
  const walk = new Walk(rules);
  try {
    return walk.visit(value, 0);
  } catch (error) {
    if (error instanceof Refused) throw new TypeError(explain(value, walk.path, error.message));
    throw error;
  }
}
