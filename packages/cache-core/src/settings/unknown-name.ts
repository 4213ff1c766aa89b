import { closest } from "../messages/closest.js";
import type { Problems } from "../problems.js";

/**
 * Reports a name that nothing reads.
 * @param what the end of the sentence if the name resembles no known one, and what to do; undefined: then it is not
 * reported.
 */
export function reportUnknown(
  problems: Problems,
  path: string,
  kind: "option" | "setting",
  known: readonly string[],
  what: readonly [text: string, hint?: string] | undefined,
): void {
  const slip = closest(path.slice(path.lastIndexOf(".") + 1), known);
  const [text, hint = "leave it out, or write one of the known names"] =
    slip === undefined ? (what ?? []) : [`, did you mean ${slip}?`, `write ${slip}`];
  if (text !== undefined) problems.add(path, "ERR_SETTING_UNKNOWN", `unknown ${kind}${text}`, hint);
}
