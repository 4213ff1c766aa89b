import { random } from "./random.js";

/** Pseudo-random bytes, the same in every run. */
export function randomBytes(length: number, seed: number): Buffer {
  const next = random(seed);
  return Buffer.from(Array.from({ length }, () => next(256)));
}
