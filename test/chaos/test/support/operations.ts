import type { Operation, Request } from "../../src/linearizability/operation.js";

/** The end of an operation of which nobody knows the outcome. */
export const UNKNOWN: number = Number.POSITIVE_INFINITY;

let sessions = 0;

/** An operation in a session of its own, unless one is named. */
export function operation(from: number, to: number, request: Request, session?: string): Operation {
  sessions += 1;
  return { ...request, key: "k", from, to, session: session ?? `own ${sessions}` };
}

export const get = (result: string | number | undefined): Request => ({ kind: "get", result });
export const set = (value: string | number): Request => ({ kind: "set", value });
export const add = (value: string | number, result = true): Request => ({ kind: "add", value, result });
export const replace = (value: string | number, result = true): Request => ({
  kind: "replace",
  value,
  result,
});
export const remove = (result = true): Request => ({ kind: "delete", result });
export const incr = (result: number, delta = 1): Request => ({ kind: "incr", delta, result });
