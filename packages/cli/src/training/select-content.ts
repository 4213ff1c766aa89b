/** Text is compared in pieces of this length. */
const PIECE = 8;
const HASH_BITS = 20;

/**
 * The common content of samples, at most `size` bytes: segments of `segment` bytes, each the one whose pieces occur
 * most often among those that no earlier segment contains (the COVER algorithm: Liao, Petri, Moffat and Wirth, 2016).
 * The best come last, where references to them are shortest.
 */
export function selectContent(samples: Buffer, size: number, segment: number): Buffer {
  const hashes = hashesOf(samples);
  const frequency = new Uint32Array(2 ** HASH_BITS);
  for (const hash of hashes) frequency[hash] = (frequency[hash] as number) + 1;

  // Takes one segment from each part of the samples in turn, so that a uniform part does not take all the space.
  const epochs = Math.max(1, Math.min(Math.floor(size / segment), Math.floor(hashes.length / segment)));
  const epochLength = Math.floor(hashes.length / epochs);
  const content = Buffer.alloc(size);
  let free = size;
  let fruitless = 0;
  for (let epoch = 0; free > 0 && fruitless < epochs; epoch = (epoch + 1) % epochs) {
    const start = epoch * epochLength;
    const { at, score } = bestSegment(hashes, frequency, start, start + epochLength, segment);
    if (score === 0) {
      fruitless++;
      continue;
    }
    fruitless = 0;
    for (const hash of hashes.subarray(at, at + segment)) frequency[hash] = 0;
    const chosen = samples.subarray(at, Math.min(at + segment + PIECE - 1, samples.length)).subarray(0, free);
    free -= chosen.length;
    chosen.copy(content, free);
  }
  return content.subarray(free);
}

/** The hash of the piece at each position. */
function hashesOf(samples: Buffer): Uint32Array {
  const hashes = new Uint32Array(Math.max(0, samples.length - PIECE + 1));
  for (let at = 0; at < hashes.length; at++) {
    const mixed =
      Math.imul(samples.readInt32LE(at), 0x9e3779b1) ^ Math.imul(samples.readInt32LE(at + 4), 0x85ebca6b);
    hashes[at] = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> (32 - HASH_BITS);
  }
  return hashes;
}

const within = new Uint16Array(2 ** HASH_BITS);

/**
 * A window slides from `start` to `end`; a piece that occurs several times in it counts once, and one that occurs
 * nowhere else does not count.
 */
function bestSegment(
  hashes: Uint32Array,
  frequency: Uint32Array,
  start: number,
  end: number,
  segment: number,
): { at: number; score: number } {
  const best = { at: start, score: 0 };
  const worth = (hash: number): number => {
    const count = frequency[hash] as number;
    return count > 1 ? count : 0;
  };
  let score = 0;
  let first = start;
  for (let last = start; last < end; last++) {
    const entering = hashes[last] as number;
    const times = within[entering] as number;
    if (times === 0) score += worth(entering);
    within[entering] = times + 1;
    if (last - first >= segment) {
      const leaving = hashes[first++] as number;
      const left = (within[leaving] as number) - 1;
      within[leaving] = left;
      if (left === 0) score -= worth(leaving);
    }
    if (score > best.score) {
      best.score = score;
      best.at = first;
    }
  }
  for (; first < end; first++) within[hashes[first] as number] = 0;
  return best;
}
