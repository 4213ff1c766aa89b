import { byKey } from "../by-key.js";
import { linearize } from "../linearizability/linearize.js";
import type { Operation } from "../linearizability/operation.js";
import { isWithin, type Times } from "./times.js";

/** What became of the keys that all read and write by all ways. */
export interface RegisterVerdict {
  readonly faults: readonly string[];
  /** How many keys were linearizable. */
  readonly checked: number;
}

/**
 * Each key is linearizable: no acknowledged write is lost, nothing is applied twice, nothing is read that was overwritten before, and
 * nothing that was never written. Of a key that was in use when Redis may lose what it acknowledged, only the last is known.
 *
 * @param readsFromReplicas which come late: then reads are held to nothing but having been written.
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
      const verdict = isLinearizable === false ? "is not linearizable" : "is too intricate to be decided";
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

/** The answer that nothing explains, and those around it. */
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
