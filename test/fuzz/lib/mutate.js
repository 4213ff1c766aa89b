import { pick, randomBytes } from "./random.js";

/** Bytes with a meaning in one of the formats, or at the limit of a number. */
const INTERESTING = [
  0x00, 0x01, 0x22, 0x2d, 0x30, 0x5b, 0x7b, 0x7f, 0x80, 0x91, 0xc0, 0xc1, 0xc7, 0xdd, 0xfe, 0xff,
];

/** @type {readonly ((bytes: Buffer, random: import("./random.js").Random, other: Buffer) => Buffer)[]} */
const MUTATIONS = [
  (bytes, random) => at(bytes, random, (was) => was ^ (1 << random(8))),
  (bytes, random) => at(bytes, random, () => pick(random, INTERESTING)),
  (bytes, random) => at(bytes, random, () => random(256)),
  // Truncated.
  (bytes, random) => bytes.subarray(0, random(bytes.length + 1)),
  (bytes, random) => bytes.subarray(random(bytes.length + 1)),
  (bytes, random) => spliced(bytes, random, random(8), Buffer.alloc(0)),
  (bytes, random) => spliced(bytes, random, 0, randomBytes(random, 1 + random(8))),
  // A very large number in place of a length.
  (bytes, random) => spliced(bytes, random, 4, Buffer.alloc(4, pick(random, [0x7f, 0x80, 0xff]))),
  (bytes, random, other) => {
    const from = random(other.length + 1);
    return spliced(bytes, random, random(16), other.subarray(from, from + random(64)));
  },
  (bytes, random) => {
    const from = random(bytes.length + 1);
    return spliced(bytes, random, 0, bytes.subarray(from, from + random(64)));
  },
];

/**
 * @param {Buffer} bytes not changed
 * @param {import("./random.js").Random} random
 * @param {Buffer} other of the same kind, to take pieces from
 */
export function mutate(bytes, random, other) {
  let mutated = bytes;
  for (let times = 1 + random(1 + random(4)); times > 0; times -= 1)
    mutated = pick(random, MUTATIONS)(mutated, random, other);
  return mutated;
}

/**
 * @param {Buffer} bytes
 * @param {import("./random.js").Random} random
 * @param {(was: number) => number} change
 */
function at(bytes, random, change) {
  if (bytes.length === 0) return bytes;
  const copy = Buffer.from(bytes);
  const position = random(copy.length);
  copy[position] = change(/** @type {number} */ (copy[position]));
  return copy;
}

/**
 * @param {Buffer} bytes
 * @param {import("./random.js").Random} random
 * @param {number} removed
 * @param {Buffer} inserted
 */
function spliced(bytes, random, removed, inserted) {
  const position = random(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, position), inserted, bytes.subarray(position + removed)]);
}
