/** How much of a message is passed on. */
const LONGEST = 2000;

/** What a failed load leaves behind for those who wait for it in other processes. `id` distinguishes it from those of other loads. */
export function failureNote(id: string, error: unknown): string {
  const { name, message, code } = partsOf(error);
  const text = String(message).slice(0, LONGEST);
  return JSON.stringify({ id, name, message: text, ...(typeof code === "string" && { code }) });
}

/** A loader may throw anything, also what cannot be made a text, and the lease is given back all the same. */
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

/** The error of a note, as near as can be to the loader's own; undefined for what is no note. */
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
