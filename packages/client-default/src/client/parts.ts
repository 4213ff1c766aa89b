import type { ClientContext } from "@coffer/cache-core";

/**
 * The answers of parts that do not depend on each other, such as what each server has. Where some of them fail, the settings decide
 * whether to go on without; where all do, there is no answer.
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
