import type { ClientContext } from "@coffer/cache-core";

/**
 * The answers of independent parts, such as those of each server. If some fail, the settings decide whether to
 * continue without them; if all fail, there is no answer.
 */
export async function parts<T>(
  { ignoreOrThrow }: Pick<ClientContext, "ignoreOrThrow">,
  operation: string,
  works: readonly Promise<T>[],
): Promise<T[]> {
  const outcomes = await Promise.allSettled(works);
  const failures = outcomes.filter((outcome) => outcome.status === "rejected");
  for (const { reason } of failures) {
    if (failures.length === outcomes.length) throw reason;
    ignoreOrThrow(reason, operation);
  }
  return outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
}
