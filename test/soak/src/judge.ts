import { growth } from "./growth.js";
import type { Sample } from "./sample.js";

/**
 * The bytes by which the heap may grow over the second half of a run; caches fill and code warms up in the first half. Without
 * a leak, the heap grows by less than 300 KB: V8 continues to compile code. Leaks exceed the limit: 16 bytes per call (the
 * smallest object) after 32,768 calls, and 13 KB (a socket with its buffers) for each of the 40 lost connections or the 40
 * closed caches.
 */
const HEAP = 512 * 1024;
/**
 * The same for the whole process, to find leaks outside of the heap. It is larger, since the allocator decides when it returns
 * memory.
 */
const RSS = 16 * 1024 * 1024;
const HANDLES = 0;

/** The growth of one measurement over the second half of the samples. */
export interface Growth {
  readonly what: string;
  readonly grown: number;
  readonly unit: "bytes" | "handles";
  /** A greater growth is a leak. */
  readonly bound: number;
}

export function growths(samples: readonly Sample[]): Growth[] {
  const half = samples.slice(Math.floor(samples.length / 2));
  const of = (value: (sample: Sample) => number) => Math.round(growth(half.map(value)));
  const kinds = new Set(half.flatMap(({ handles }) => Object.keys(handles)));
  return [
    { what: "the heap", grown: of(({ heap }) => heap), unit: "bytes", bound: HEAP },
    { what: "the resident set", grown: of(({ rss }) => rss), unit: "bytes", bound: RSS },
    ...[...kinds].map((kind): Growth => {
      const grown = of(({ handles }) => handles[kind] ?? 0);
      return { what: kind, grown, unit: "handles", bound: HANDLES };
    }),
  ];
}

/** Returns a sentence for each measurement that has grown too much. */
export function judge(samples: readonly Sample[]): string[] {
  return growths(samples)
    .filter(({ grown, bound }) => grown > bound)
    .map(
      ({ what, grown, unit, bound }) =>
        `${what} has grown by ${grown} ${unit} over the second half, where ${bound} are allowed`,
    );
}
