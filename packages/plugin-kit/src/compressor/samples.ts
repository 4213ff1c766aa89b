import { randomBytes } from "../suite/random-bytes.js";

const json = (items: number) =>
  JSON.stringify(Array.from({ length: items }, (_, n) => ({ n, name: `name ${n}` })));

/** Serialized values of all sizes, of which those with an odd index do not compress. Made anew, should a compressor change them. */
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
  Buffer.from(json(10_000)),
  randomBytes(300_000, 7),
  Buffer.alloc(1_000_000, "0123456789"),
];

/** One that compresses, of so many records. */
export const compressible = (records = 200): Buffer => Buffer.from(json(records));
