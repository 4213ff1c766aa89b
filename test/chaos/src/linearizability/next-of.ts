import type { Answer } from "./answers-of.js";
import type { Explanation } from "./explanation.js";
import { isKnown, type Operation } from "./operation.js";

/**
 * The operations that may be the next to take effect, the one that is answered last.
 * @param seen what has been read, by anybody at any time.
 */
export function nextOf(
  { known, unknown, endsUnknown }: Explanation,
  { operation: answered, pending }: Answer,
  seen: ReadonlySet<unknown>,
): Operation[] {
  const next: Operation[] = [];
  /** Of a session only the first that has not taken effect is next; nobody waits for one of which nothing is known. */
  const waitedFor = new Set<string>();
  const signatures = new Set<string>();
  for (const operation of pending) {
    if (known.has(operation) || unknown.has(operation)) continue;
    const isFirst = !waitedFor.has(operation.session);
    if (isKnown(operation)) waitedFor.add(operation.session);
    // What nobody has seen when it is overwritten need not have been.
    if (!isFirst || (endsUnknown && operation.kind === "set")) continue;
    if (!isKnown(operation)) {
      // Of several that come to the same one is enough.
      const signature = signatureOf(operation, seen);
      if (operation.kind === "get" || signatures.has(signature)) continue;
      signatures.add(signature);
    }
    next.push(operation);
  }
  return next.sort((a, b) => Number(a === answered) - Number(b === answered));
}

/** Equal for operations after which nobody could tell which of them it was: texts that nobody reads are all one. */
function signatureOf(operation: Operation, seen: ReadonlySet<unknown>): string {
  if (operation.kind === "incr") return `incr ${operation.delta}`;
  if (!("value" in operation)) return operation.kind;
  const { kind, value } = operation;
  return `${kind} ${typeof value} ${typeof value === "string" && !seen.has(value) ? "" : value}`;
}
