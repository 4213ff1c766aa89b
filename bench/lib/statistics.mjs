/** @typedef {import("../contract.d.ts").Sample} Sample */
/** @typedef {import("../contract.d.ts").Rounds} Rounds */

/**
 * Median and spread.
 *
 * @param {readonly number[]} values
 * @returns {import("../contract.d.ts").Summary}
 */
export function summarize(values) {
  const sorted = values.toSorted((a, b) => a - b);
  /** @param {number} part */
  const quantile = (part) => {
    const place = part * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? Number.NaN;
    const above = sorted[Math.ceil(place)] ?? Number.NaN;
    return below + (above - below) * (place - Math.floor(place));
  };
  return { median: quantile(0.5), low: quantile(0.1), high: quantile(0.9) };
}

/** Calls per second. @param {Sample} sample */
export const rate = ({ calls, seconds }) => calls / seconds;

/** Microseconds of CPU time per call. @param {Sample} sample */
export const cpuPerCall = ({ calls, cpu }) => cpu / calls;

/**
 * One measure over all rounds.
 *
 * @param {Rounds} rounds
 * @param {string} name
 * @param {(sample: Sample) => number} measure
 */
export function summaryOf(rounds, name, measure) {
  return summarize((rounds.get(name) ?? []).map(measure));
}

/**
 * The ratio of two contestants, computed round by round, since a disturbance of the machine lasts longer than a round
 * and so affects both.
 *
 * @param {Rounds} rounds
 * @param {string} name
 * @param {string} base
 * @param {(sample: Sample) => number} [measure]
 */
export function ratioOf(rounds, name, base, measure = rate) {
  const bases = rounds.get(base) ?? [];
  const ratios = (rounds.get(name) ?? []).map((sample, round) => {
    const other = bases[round];
    return other === undefined ? Number.NaN : measure(sample) / measure(other);
  });
  return summarize(ratios);
}
