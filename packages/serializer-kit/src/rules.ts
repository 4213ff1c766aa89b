/** One step into a container: a property's name, or the place of an item, an entry or (as `~place`) an entry's key. */
export type Step = string | number;

/**
 * Looks through a part of a value as through the value itself, and returns what to store of it.
 *
 * @param step how to get to the part. Left out: it stands in place of the whole.
 */
export type Visit = (part: unknown, step?: Step) => unknown;

/** What a format does with values that are not plain. */
export interface Rules {
  /** Whether the format keeps objects that contain themselves, or are there twice. @default false */
  readonly keepsCycles?: boolean;
  /** Whether the format keeps properties of arrays besides their items. @default false */
  readonly keepsArrayProperties?: boolean;
  /** Whether properties whose value is `undefined` are to be taken out, because the format would write them. @default false */
  readonly dropsUndefined?: boolean;
  /** Whether a property named `__proto__` is refused, because the format has no way to keep it. @default false */
  readonly refusesProto?: boolean;

  /**
   * Called for each text, names of properties included. Left out: any text is kept, which is faster.
   *
   * @returns why the text would not come back equal, as the end of a sentence.
   */
  text?(text: string): string | undefined;

  /**
   * Whether a number comes back the same. Asked for all but integers of 32 bits, and for -0. Left out: every number does.
   */
  keepsNumber?(value: number): boolean;

  /**
   * Called for everything but texts, booleans, null, numbers that are kept, plain objects and plain arrays.
   *
   * @returns what to store in its place; `value` itself where the format keeps it.
   * @throws Refused where it would not come back equal.
   */
  special(value: unknown, visit: Visit): unknown;
}
