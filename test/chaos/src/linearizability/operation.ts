/** What is at a key: a text that names a value, a number, or nothing. */
export type Content = string | number | undefined;

/** What was asked of a key, and what the answer was; the answer of an operation of unknown outcome means nothing. */
export type Request =
  | { readonly kind: "get"; readonly result: Content }
  | { readonly kind: "set"; readonly value: Content }
  /** Stores where there is nothing. */
  | { readonly kind: "add"; readonly value: Content; readonly result: boolean }
  /** Stores where there is something. */
  | { readonly kind: "replace"; readonly value: Content; readonly result: boolean }
  | { readonly kind: "delete"; readonly result: boolean }
  /** Counts from 0 where there is nothing. */
  | { readonly kind: "incr"; readonly delta: number; readonly result: number };

/** An operation on a key, as the process saw it that asked for it. */
export type Operation = Request & {
  readonly key: string;
  /** Operations of a session on a key take effect in the order in which they were asked for, whether they were waited for or not. */
  readonly session: string;
  /** When it was asked for, as of `now`. */
  readonly from: number;
  /** When the answer was there; infinite where there was none, so that it may have taken effect at any later time, or never. */
  readonly to: number;
};

export function isKnown({ to }: Operation): boolean {
  return to < Number.POSITIVE_INFINITY;
}
