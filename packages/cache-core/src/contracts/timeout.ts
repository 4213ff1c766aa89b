/**
 * How long something lives: seconds (fractions are cut to milliseconds), a duration with its unit, or `null` for
 * ever. Zero or less means gone at once.
 */
export type Timeout = number | `${number}${"ms" | "s" | "m" | "h" | "d"}` | null;
