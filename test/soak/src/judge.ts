import { growth } from "./growth.js";
import type { Sample } from "./sample.js";

/**
 * Bytes by which the heap may grow over the second half of a run; what is cached and warmed up is so in the first. Runs that leak
 * nothing grow by less than 300 KB, which is code that V8 goes on compiling. Little that could be leaked stays within the bound:
 * something kept of every call, which is 16 bytes at least, exceeds it in 32,768 calls, and something of each of the 40 connections
 * that are lost or the 40 caches that are closed when it has 13 KB, as a socket with its buffers does.
 */
const HEAP = 512 * 1024;
/** The same for the process as a whole, where the allocator decides what it gives back. It is for leaks outside of the heap. */
const RSS = 16 * 1024 * 1024;
const HANDLES = 0;

/** By how much something has grown over the second half of the samples. */
export interface Growth {
  readonly what: string;
  readonly grown: number;
  readonly unit: "bytes" | "handles";
  /** More than that is a leak. */
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

/** What has grown and should not have, each in a sentence. */
export function judge(samples: readonly Sample[]): string[] {
  return growths(samples)
    .filter(({ grown, bound }) => grown > bound)
    .map(
      ({ what, grown, unit, bound }) =>
        `${what} has grown by ${grown} ${unit} over the second half, where ${bound} are allowed`,
    );
}
