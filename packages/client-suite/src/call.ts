import type { Cache } from "@coffer/cache-core";

type Methods = Record<string, (...args: unknown[]) => unknown>;

/** Calls a method with any arguments. Collects the items of an iterator in a list. */
export async function call(
  cache: Pick<Cache, "get">,
  method: string,
  args: readonly unknown[],
): Promise<unknown> {
  const answer = (cache as unknown as Methods)[method]?.(...args);
  if (typeof answer !== "object" || answer === null || !(Symbol.asyncIterator in answer)) return answer;
  const items: unknown[] = [];
  for await (const item of answer as AsyncIterable<unknown>) items.push(item);
  return items;
}
