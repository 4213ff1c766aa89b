/** The content of a key: a text that names a value, a number, or nothing. */
export type Content = string | number | undefined;

/** An operation on a key with its answer; the answer of an operation of unknown outcome means nothing. */
export type Request =
  | { readonly kind: "get"; readonly result: Content }
  | { readonly kind: "set"; readonly value: Content }
  /** Stores only a missing key. */
  | { readonly kind: "add"; readonly value: Content; readonly result: boolean }
  /** Stores only an existing key. */
  | { readonly kind: "replace"; readonly value: Content; readonly result: boolean }
  | { readonly kind: "delete"; readonly result: boolean }
  /** Counts a missing key from 0. */
  | { readonly kind: "incr"; readonly delta: number; readonly result: number };

/** An operation on a key, as the calling process saw it. */
export type Operation = Request & {
  readonly key: string;
  /** Operations of a session on a key take effect in the order of their calls, whether they were awaited or not. */
  readonly session: string;
  /** When it was called, as of `now`. */
  readonly from: number;
  /**
   * When it was answered; infinite without an answer, so that it may have taken effect at any later time, or never.
   */
  readonly to: number;
};

export function isKnown({ to }: Operation): boolean {
  return to < Number.POSITIVE_INFINITY;
}
