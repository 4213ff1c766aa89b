import { random } from "./random.js";

/** Bytes that look random and are the same in every run. */
export function randomBytes(length: number, seed: number): Buffer {
  const next = random(seed);
  return Buffer.from(Array.from({ length }, () => next(256)));
}
