import { isKnown, type Operation } from "./operation.js";

/** An answered operation, with the operations that were pending then. */
export interface Answer {
  readonly operation: Operation;
  /** In the order in which they were called. */
  readonly pending: readonly Operation[];
}

/**
 * In the order of time. An operation that is called at the time of an answer counts as pending: the two may take
 * effect in any order.
 */
export function answersOf(operations: readonly Operation[]): Answer[] {
  const calls = operations.toSorted((a, b) => a.from - b.from);
  const pending = new Set<Operation>();
  let asked = 0;
  return operations
    .filter(isKnown)
    .sort((a, b) => a.to - b.to)
    .map((operation) => {
      for (; asked < calls.length && (calls[asked] as Operation).from <= operation.to; asked++) {
        pending.add(calls[asked] as Operation);
      }
      const answer = { operation, pending: [...pending] };
      pending.delete(operation);
      return answer;
    });
}
