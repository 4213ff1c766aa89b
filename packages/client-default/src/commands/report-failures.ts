import type { ClientContext } from "@coffer/cache-core";
import { codeOf } from "@coffer/cache-core";

/** Codes that say that a server did not answer. */
const AWAY: ReadonlySet<string> = new Set(["ERR_UNREACHABLE", "ERR_NO_REPLY", "ERR_TIMEOUT"]);

/**
 * Looks over what became of many writes, of which each failure is told by its key. What Redis refuses concerns that key alone, and so
 * does a server that is away while others answer. When none answers, that is nothing about keys, and neither is any other trouble:
 * this is for the settings to allow.
 */
export function reportFailures(
  outcomes: readonly PromiseSettledResult<unknown>[],
  { options, ignoreOrThrow }: ClientContext,
): void {
  const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  const away = failures.filter((reason) => AWAY.has(codeOf(reason) ?? ""));
  const isToldByKeys = (code: string) =>
    code === "ERR_REPLY" || (AWAY.has(code) && away.length < outcomes.length && !options.IGNORE_EXCEPTIONS);
  // Each key has an error of its own; those of a kind are about one thing.
  for (const [code, reason] of new Map(failures.map((each) => [codeOf(each) ?? "", each]))) {
    if (!isToldByKeys(code)) ignoreOrThrow(reason, "setMany");
  }
}
