import { randomBytes } from "../suite/random-bytes.js";

const json = (items: number) =>
  JSON.stringify(Array.from({ length: items }, (_, n) => ({ n, name: `name ${n}` })));

/**
 * Serialized values of all sizes; those with an odd index are incompressible. New ones for each call, in case a
 * compressor changes its input.
 */
export const samples = (): Buffer[] => [
  Buffer.from('"a"'),
  randomBytes(1, 1),
  Buffer.from('"fourteen byte"'),
  randomBytes(15, 2),
  Buffer.from('"a sixteenth byt"'),
  randomBytes(16, 3),
  Buffer.from(json(5)),
  randomBytes(100, 4),
  Buffer.from(json(30)),
  randomBytes(1000, 5),
  Buffer.from(json(1000)),
  randomBytes(70_000, 6),
  Buffer.from(json(5000)),
  randomBytes(150_000, 7),
  Buffer.alloc(1_000_000, "0123456789"),
];

/** A compressible value of this many records. */
export const compressible = (records = 200): Buffer => Buffer.from(json(records));
