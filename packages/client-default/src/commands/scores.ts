import { type ScoreBound, show, type ZaddOptions } from "@coffer/cache-core";
import { checkNumber } from "../calls/arguments.js";

const BOUND = /^\(?[+-]?(?:inf|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/i;

/** A score in Redis's notation. */
export function scoreText(score: number): string {
  if (Number.isFinite(score)) return String(score);
  return score > 0 ? "+inf" : "-inf";
}

/** A bound of a range of scores. */
export function bound(value: ScoreBound, name: string): string {
  if (typeof value === "number") return scoreText(checkNumber(value, name));
  if (typeof value === "string" && BOUND.test(value)) return value;
  throw new TypeError(
    `${name} must be a number, "-inf", "+inf" or, to exclude the bound, "(" before it; got ${show(value)}`,
  );
}

/** The options of `zadd`, in all its forms. */
export type ZaddAll = ZaddOptions & { readonly incr?: boolean };

/** @throws TypeError for conditions that exclude each other. */
export function checkZadd({ nx, xx, gt, lt, incr }: ZaddAll, members: number): void {
  if (nx && (xx || gt || lt)) throw new TypeError("nx excludes xx, gt and lt");
  if (gt && lt) throw new TypeError("gt and lt exclude each other: give one of them");
  if (incr && members > 1) throw new TypeError("incr takes one member at a time");
}
