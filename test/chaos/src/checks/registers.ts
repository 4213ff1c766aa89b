import { byKey } from "../by-key.js";
import { linearize } from "../linearizability/linearize.js";
import type { Operation } from "../linearizability/operation.js";
import { isWithin, type Times } from "./times.js";

/** The outcomes of the operations on keys that all workers read and write in all ways. */
export interface RegisterVerdict {
  readonly faults: readonly string[];
  /** How many keys were linearizable. */
  readonly checked: number;
}

/**
 * Checks that each key is linearizable: no acknowledged write is lost, nothing is applied twice, and no overwritten
 * or unwritten value is read. For a key in use while Redis may lose acknowledged writes, only unwritten values are
 * checked.
 *
 * @param readsFromReplicas replicas lag: then reads must only return written values.
 */
export function checkRegisters(
  all: readonly Operation[],
  times: Times,
  readsFromReplicas: boolean,
): RegisterVerdict {
  const faults: string[] = [];
  let checked = 0;
  for (const [key, its] of byKey(all)) {
    faults.push(...unwritten(key, its));
    if (its.some((each) => isWithin(each, times.fragile))) continue;
    const operations = its.filter(
      (each) => each.kind !== "get" || !(readsFromReplicas || isWithin(each, times.stale)),
    );
    const { isLinearizable, stuckAt } = linearize(operations);
    if (isLinearizable) checked += 1;
    else {
      const verdict = isLinearizable === false ? "is not linearizable" : "is too complex to be decided";
      faults.push(`${key} ${verdict}: ${describe(stuckAt as Operation, operations)}`);
    }
  }
  return { faults, checked };
}

function unwritten(key: string, operations: readonly Operation[]): string[] {
  const written = new Map<unknown, number>();
  for (const each of operations) if ("value" in each) written.set(each.value, each.from);
  return operations.flatMap((each) => {
    if (each.kind !== "get" || typeof each.result !== "string") return [];
    const asked = written.get(each.result);
    return asked !== undefined && asked <= each.to
      ? []
      : [`${key}: ${each.result} was read, which nobody had written`];
  });
}

/** The unexplained answer, with those around it. */
function describe(stuckAt: Operation, operations: readonly Operation[]): string {
  const ordered = operations.toSorted((a, b) => a.to - b.to);
  const index = ordered.indexOf(stuckAt);
  const pending = ordered.filter(({ from, to }) => from <= stuckAt.to && to > stuckAt.to);
  const around = [...ordered.slice(Math.max(0, index - 8), index + 1), ...pending];
  return around.map((each) => short(each, stuckAt.to)).join("; ");
}

function short({ key: _, session, from, to, ...request }: Operation, end: number): string {
  const { kind, ...rest } = request;
  const what = Object.entries(rest).map(([name, value]) => `${name} ${value}`);
  const times = `${(from - end).toFixed(1)} to ${to === Number.POSITIVE_INFINITY ? "?" : (to - end).toFixed(1)} ms`;
  return `${kind} ${what.join(", ")} (${session}, ${times})`;
}
