import { explain } from "./explain.js";
import { Refused } from "./refused.js";
import type { Rules } from "./rules.js";
import { Walk } from "./walk.js";

/**
 * What to hand to a format's own encoder so that `value` comes back equal: `value` itself in nearly all cases, else a copy
 * in which something stands for what the format does not know. The caller's objects are never changed.
 *
 * @throws TypeError naming the path of the first thing that would come back as something else, and what to do about it:
 * `value.items[3].match is a RegExp: store regexp.source`.
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
