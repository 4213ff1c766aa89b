import { random } from "./random.js";

/** Pseudo-random bytes, the same in every run. */
export function randomBytes(length: number, seed: number): Buffer {
  const next = random(seed);
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at++) bytes[at] = next(256);
  return bytes;
}
