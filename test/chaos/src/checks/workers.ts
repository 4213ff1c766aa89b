import type { History } from "../history.js";

/**
 * Checks that every call met its deadline and failed only with errors of connections and locks, and that nothing was
 * uncaught.
 */
export function checkWorkers(histories: readonly History[]): string[] {
  return histories.flatMap(({ worker, late, surprises }) => [
    ...late.map(
      ({ what, took, limit }) =>
        `worker ${worker}: ${what} took ${Math.round(took)} ms, where ${limit} ms are promised`,
    ),
    ...surprises.map((surprise) => `worker ${worker}: ${surprise}`),
  ]);
}
