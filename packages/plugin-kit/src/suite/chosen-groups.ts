import type { Cases, Groups } from "./cases.js";

/** The groups that the options name, in the suite's order, or all. Throws for an unknown group. */
export function chosenGroups<Context>(
  groups: Groups<Context>,
  names: readonly string[] | undefined,
): [name: string, cases: Cases<Context>][] {
  const all = Object.entries(groups);
  if (names === undefined) return all;
  const unknown = names.find((name) => !Object.hasOwn(groups, name));
  if (unknown !== undefined || names.length === 0) {
    const problem = names.length === 0 ? "name at least one" : `there is no group ${JSON.stringify(unknown)}`;
    throw new Error(`groups: ${problem}; there are ${all.map(([name]) => JSON.stringify(name)).join(", ")}`);
  }
  return all.filter(([name]) => names.includes(name));
}
