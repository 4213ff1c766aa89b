import type { Answer } from "./answers-of.js";
import type { Explanation } from "./explanation.js";
import { isKnown, type Operation } from "./operation.js";

/**
 * The operations that may take effect next, the one that is answered last comes last.
 * @param seen what has been read, by anybody at any time.
 */
export function nextOf(
  { known, unknown, endsUnknown }: Explanation,
  { operation: answered, pending }: Answer,
  seen: ReadonlySet<unknown>,
): Operation[] {
  const next: Operation[] = [];
  /** Only the first pending operation of a session is next; operations of unknown outcome do not block others. */
  const waitedFor = new Set<string>();
  const signatures = new Set<string>();
  for (const operation of pending) {
    if (known.has(operation) || unknown.has(operation)) continue;
    const isFirst = !waitedFor.has(operation.session);
    if (isKnown(operation)) waitedFor.add(operation.session);
    // A value that nobody has read when it is overwritten can be ignored.
    if (!isFirst || (endsUnknown && operation.kind === "set")) continue;
    if (!isKnown(operation)) {
      // One of several with the same result is enough.
      const signature = signatureOf(operation, seen);
      if (operation.kind === "get" || signatures.has(signature)) continue;
      signatures.add(signature);
    }
    next.push(operation);
  }
  return next.sort((a, b) => Number(a === answered) - Number(b === answered));
}

/** Equal for operations that cannot be distinguished afterwards: all texts that nobody reads are one. */
function signatureOf(operation: Operation, seen: ReadonlySet<unknown>): string {
  if (operation.kind === "incr") return `incr ${operation.delta}`;
  if (!("value" in operation)) return operation.kind;
  const { kind, value } = operation;
  return `${kind} ${typeof value} ${typeof value === "string" && !seen.has(value) ? "" : value}`;
}
