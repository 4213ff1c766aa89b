/** One step into a container: the name of a property, the index of an item or entry, or (as `~index`) the key of an entry. */
export type Step = string | number;

/**
 * Checks a part of a value by the same rules, and returns what to store for it.
 *
 * @param step the step to the part. Left out: the part replaces the whole value.
 */
export type Visit = (part: unknown, step?: Step) => unknown;

/** Which values a format restores exactly, and what it stores for values that are not plain. */
export interface Rules {
  /** Whether the format keeps cycles, and objects that occur twice as one. @default false */
  readonly keepsCycles?: boolean;
  /** Whether the format keeps properties of arrays besides their items. @default false */
  readonly keepsArrayProperties?: boolean;
  /** Whether to remove properties whose value is `undefined`, because the format would write them. @default false */
  readonly dropsUndefined?: boolean;
  /** Whether to reject a property named `__proto__`, because the format cannot keep it. @default false */
  readonly refusesProto?: boolean;

  /**
   * Called for each string and each name of a property. Left out: every string is kept, which is faster.
   *
   * @returns why the format cannot restore the string exactly, as the end of a sentence; `undefined` if it can.
   */
  text?(text: string): string | undefined;

  /**
   * Returns whether the format restores a number exactly. Called for -0, and for all numbers except integers of 32 bits. Left out: it
   * restores every number.
   */
  keepsNumber?(value: number): boolean;

  /**
   * Called for all values except strings, booleans, null, numbers that are kept, plain objects and plain arrays.
   *
   * @returns what to store instead; `value` itself if the format keeps it.
   * @throws Refused if the format cannot restore it exactly.
   */
  special(value: unknown, visit: Visit): unknown;
}
