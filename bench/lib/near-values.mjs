import { OBJECTS_BY_SIZE } from "./objects.mjs";

/** @type {import("../contract.d.ts").NearKind[]} */
export const KINDS = ["small", "large", "text"];

/** How many values of each kind: all fit into each candidate's memory. */
export const NEAR_KEYS = 2_000;

const TEXTS = Object.fromEntries(
  KINDS.map((kind) => {
    const objects = OBJECTS_BY_SIZE[kind === "text" ? "small" : kind];
    return [kind, objects.map((object) => JSON.stringify(object))];
  }),
);

/** @param {string} kind @param {number} index */
export const nearKey = (kind, index) => `${kind}:user:${index}`;

/**
 * A separate value for each key, as a query returns it: copies do not share memory.
 *
 * @param {string} kind small, unless it is one of KINDS
 * @param {number} index
 */
export function nearValue(kind, index) {
  const texts = /** @type {string[]} */ (TEXTS[kind] ?? TEXTS.small);
  const text = /** @type {string} */ (texts[index % texts.length]);
  return kind === "text" ? Buffer.from(text).toString() : JSON.parse(text);
}
