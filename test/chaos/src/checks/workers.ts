import type { History } from "../history.js";

/** Every call met its deadline, failed with none but the errors of connections and locks, and nothing was left uncaught. */
export function checkWorkers(histories: readonly History[]): string[] {
  return histories.flatMap(({ worker, late, surprises }) => [
    ...late.map(
      ({ what, took, limit }) =>
        `worker ${worker}: ${what} took ${Math.round(took)} ms, where ${limit} ms are promised`,
    ),
    ...surprises.map((surprise) => `worker ${worker}: ${surprise}`),
  ]);
}
