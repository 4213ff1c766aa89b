import type { ClientContext } from "@coffer/cache-core";
import { codeOf } from "@coffer/cache-core";

/** Codes of a server that did not answer. */
const NO_ANSWER: ReadonlySet<string> = new Set(["ERR_UNREACHABLE", "ERR_NO_REPLY", "ERR_TIMEOUT"]);

/**
 * Throws or ignores the failures of many writes that concern more than their keys. A refusal by Redis concerns one key, and so does an
 * unreachable server while others answer: the caller reports those keys. An outage of all servers, and any other failure, goes to
 * `ignoreOrThrow`.
 */
export function reportFailures(
  outcomes: readonly PromiseSettledResult<unknown>[],
  { options, ignoreOrThrow }: ClientContext,
): void {
  const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  const unanswered = failures.filter((reason) => NO_ANSWER.has(codeOf(reason) ?? ""));
  const isReportedByKeys = (code: string) =>
    code === "ERR_REPLY" ||
    (NO_ANSWER.has(code) && unanswered.length < outcomes.length && !options.IGNORE_EXCEPTIONS);
  // Each key has its own error; errors of the same kind have one cause.
  for (const [code, reason] of new Map(failures.map((each) => [codeOf(each) ?? "", each]))) {
    if (!isReportedByKeys(code)) ignoreOrThrow(reason, "setMany");
  }
}
