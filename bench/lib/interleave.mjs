import { collectYoung } from "./collect-young.mjs";

/**
 * Lets contestants work in turn, in short windows and in another order each round: whatever else the machine does,
 * and however warm it gets, affects all of them.
 *
 * @template Work
 * @param {readonly import("../contract.d.ts").Contestant<Work>[]} contestants
 * @param {Work} work
 * @param {{ rounds: number, milliseconds: number }} options
 * @returns {Promise<import("../contract.d.ts").Rounds>}
 */
export async function interleave(contestants, work, { rounds, milliseconds }) {
  const able = contestants.filter((contestant) => contestant.can(work));
  /** @type {import("../contract.d.ts").Rounds} */
  const samples = new Map(able.map(({ name }) => [name, []]));
  // The first round warms up the compiler and does not count.
  for (let round = 0; round <= rounds; round += 1) {
    for (const contestant of shuffled(able)) {
      // A candidate must not collect the garbage of the previous one.
      collectYoung();
      const sample = await contestant.window(work, milliseconds).catch((cause) => {
        throw new Error(`${contestant.name} failed at ${JSON.stringify(work)}: ${cause}`, { cause });
      });
      if (round > 0) samples.get(contestant.name)?.push(sample);
    }
  }
  return samples;
}

/**
 * @template Item
 * @param {readonly Item[]} items
 */
function shuffled(items) {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
