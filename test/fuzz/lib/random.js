/**
 * Pseudo-random numbers that depend on seed and case, so that a failure can be repeated.
 * @typedef {(below: number) => number} Random whole numbers from 0 to `below - 1`
 * @param {number} seed
 * @param {number} number of the case
 * @returns {Random}
 */
export function randomOf(seed, number) {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35);
  return (below) => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/**
 * @template T
 * @param {Random} random
 * @param {readonly T[]} items
 * @returns {T}
 */
export function pick(random, items) {
  return /** @type {T} */ (items[random(items.length)]);
}

/** @param {Random} random @param {number} length */
export function randomBytes(random, length) {
  return Buffer.from(Array.from({ length }, () => random(256)));
}
