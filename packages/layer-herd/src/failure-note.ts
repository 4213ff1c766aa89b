/** The maximum length of a message in it. */
const LONGEST = 2000;

/**
 * A note that a failed load leaves for waiting callers in other processes. `id` distinguishes it from those of other
 * loads.
 */
export function failureNote(id: string, error: unknown): string {
  const { name, message, code } = partsOf(error);
  const text = String(message).slice(0, LONGEST);
  return JSON.stringify({ id, name, message: text, ...(typeof code === "string" && { code }) });
}

/** A loader may throw anything, even a value that has no string form; the lease must still be released. */
function partsOf(error: unknown): {
  readonly name: string;
  readonly message: string;
  readonly code?: unknown;
} {
  try {
    if (!(error instanceof Error)) return { name: "Error", message: String(error) };
    const { name, message, code } = error as Error & { readonly code?: unknown };
    return { name: String(name), message: String(message), code };
  } catch {
    return { name: "Error", message: "the loader failed" };
  }
}

/** The error of a note, as close as possible to the loader's own; undefined for anything else. */
export function errorOf(note: string): Error | undefined {
  try {
    const { name, message, code } = JSON.parse(note);
    if (typeof message !== "string" || typeof name !== "string") return undefined;
    const error = new Error(message);
    Object.defineProperty(error, "name", { value: name, configurable: true, writable: true });
    return typeof code === "string" ? Object.assign(error, { code }) : error;
  } catch {
    return undefined;
  }
}
