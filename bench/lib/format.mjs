import { markdownTable } from "markdown-table";

/** @typedef {import("../contract.d.ts").Summary} Summary */

/**
 * A Markdown table that is also readable as text; all columns but the first are numbers.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function table(head, rows) {
  const align = head.map((_, column) => (column === 0 ? "l" : "r"));
  return markdownTable([head, ...rows], { align });
}

/** At most three digits; more is noise. @param {number} number */
export function short(number) {
  if (!Number.isFinite(number)) return "";
  if (number >= 1_000_000) return `${(number / 1_000_000).toFixed(2)} M`;
  if (number >= 10_000) return `${Math.round(number / 1000)} k`;
  if (number >= 1000) return `${(number / 1000).toFixed(1)} k`;
  if (number >= 100) return number.toFixed(0);
  return number >= 10 ? number.toFixed(1) : number.toFixed(2);
}

/** Median, and the spread from the 10th to the 90th percentile. @param {Summary} summary */
export function spread({ median, low, high }) {
  return Number.isNaN(median) ? "" : `${short(median)} (${short(low)}-${short(high)})`;
}
