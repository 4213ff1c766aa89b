import { isKnown, type Operation } from "./operation.js";

/** An operation that is answered, and those that are pending then. */
export interface Answer {
  readonly operation: Operation;
  /** In the order in which they were asked for. */
  readonly pending: readonly Operation[];
}

/** In the order of time. What is asked for at the time of an answer is pending then: the two may happen in any order. */
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
