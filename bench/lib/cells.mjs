import { KEYS, MANY } from "./objects.mjs";

/** @typedef {import("../contract.d.ts").Cell} Cell */

/** @type {import("../contract.d.ts").Operation[]} */
export const OPERATIONS = ["get", "miss", "set", "getMany", "setMany", "getOrSet"];
/** @type {import("../contract.d.ts").Size[]} */
const SIZES = ["small", "large"];
const CALLERS = [1, 16, 128, 1024];

/** Cells of a quick run: those that the targets concern, and one of each other operation. @param {Cell} cell */
function isQuick({ operation, size, callers }) {
  if (operation === "get" && size === "small") return true;
  if (operation === "set" && size === "small") return callers !== 16;
  if (operation === "getMany" || operation === "setMany") return size === "small" && callers === 16;
  return callers === 128 && (size === "small" || operation === "get" || operation === "set");
}

/** This many concurrent keys would include equal ones, and equal keys cost coffer nothing. @param {Cell} cell */
function hasKeys({ operation, size, callers }) {
  const atOnce = operation.endsWith("Many") ? callers * MANY : callers;
  return atOnce < KEYS[size];
}

/**
 * @param {import("../contract.d.ts").Options} options
 * @returns {Cell[]}
 */
export function cellsOf({ quick, only, callers, sizes }) {
  const operations = OPERATIONS.filter((operation) => only.includes(operation));
  const cells = (operations.length > 0 ? operations : OPERATIONS).flatMap((operation) =>
    (sizes.length > 0 ? sizes : SIZES).flatMap((size) =>
      (callers.length > 0 ? callers : CALLERS).map((number) => ({ operation, size, callers: number })),
    ),
  );
  const isChosen = callers.length > 0 || sizes.length > 0;
  return cells.filter((cell) => hasKeys(cell) && (!quick || isChosen || isQuick(cell)));
}
