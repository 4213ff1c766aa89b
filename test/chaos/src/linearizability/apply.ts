import { type Content, isKnown, type Operation } from "./operation.js";

/** The operation cannot have returned its answer. */
export const IMPOSSIBLE: unique symbol = Symbol("impossible");

/** The content of a key after an operation, with `content` before it. */
export function apply(content: Content, operation: Operation): Content | typeof IMPOSSIBLE {
  const isThere = content !== undefined;
  const given = <T>(result: T, after: Content) =>
    !isKnown(operation) || (operation as { result?: unknown }).result === result ? after : IMPOSSIBLE;
  switch (operation.kind) {
    case "get":
      return given(content, content);
    case "set":
      return operation.value;
    case "add":
      return given(!isThere, isThere ? content : operation.value);
    case "replace":
      return given(isThere, isThere ? operation.value : content);
    case "delete":
      return given(isThere, undefined);
    case "incr": {
      const sum = Number(content ?? 0) + operation.delta;
      return given(sum, sum);
    }
  }
}
