/** @typedef {import("../contract.d.ts").Figures} Figures */

/** The targets of coffer: the name of a figure, with its minimum or maximum. */
const TARGETS = [
  { what: "get, 100 B, 1 caller, times ioredis", figure: "get small 1 coffer / ioredis", least: 0.9 },
  { what: "get, 100 B, 16 callers, times ioredis", figure: "get small 16 coffer / ioredis", least: 1.2 },
  { what: "get, 100 B, 128 callers, times ioredis", figure: "get small 128 coffer / ioredis", least: 3 },
  { what: "get, 100 B, 1,024 callers, times ioredis", figure: "get small 1024 coffer / ioredis", least: 4.5 },
  {
    what: "CPU per get, 128 callers, times auto-pipelined ioredis",
    figure: "get small 128 cpu coffer / auto",
    most: 0.35,
  },
  { what: "get from 64 connections, times auto-pipelined ioredis", figure: "web sockets 64 1", least: 1.3 },
  { what: "get from 512 connections, times auto-pipelined ioredis", figure: "web sockets 512 1", least: 1.3 },
  { what: "set, 100 B, 1 caller, times ioredis", figure: "set small 1 coffer / ioredis", least: 0.85 },
  { what: "set, 100 B, 128 callers, times ioredis", figure: "set small 128 coffer / ioredis", least: 1.9 },
  { what: "set, 100 B, 1,024 callers, times ioredis", figure: "set small 1024 coffer / ioredis", least: 3.5 },
  {
    what: "get, 128 callers, times a RESP socket by hand",
    figure: "get small 128 coffer / limit RESP socket by hand",
    least: 0.8,
  },
  {
    what: "get, 1,024 callers, times a RESP socket by hand",
    figure: "get small 1024 coffer / limit RESP socket by hand",
    least: 0.8,
  },
  { what: "deletePattern, MB more at the peak", figure: "keys deletePattern megabytes", most: 80 },
  { what: "deletePattern, keys per UNLINK", figure: "keys deletePattern per UNLINK", least: 10 },
  { what: "clear, MB more at the peak", figure: "keys clear, with a KEY_PREFIX megabytes", most: 80 },
  { what: "clear, keys per UNLINK", figure: "keys clear, with a KEY_PREFIX per UNLINK", least: 10 },
];

/**
 * A row for each target: its name, the limit, the figure, and whether it is met.
 *
 * @param {Figures} figures
 * @returns {string[][]}
 */
export function targetRows(figures) {
  const rows = TARGETS.filter(({ figure }) => figures[figure] !== undefined).map(
    ({ what, figure, least, most }) => {
      // Rounded as shown: a figure that reads 0.85 is 0.85.
      const measured = Number(figures[figure]?.toFixed(2));
      const met = measured >= (least ?? -Infinity) && measured <= (most ?? Infinity);
      return [
        what,
        least === undefined ? `at most ${most}` : `at least ${least}`,
        measured.toFixed(2),
        met ? "met" : "NOT MET",
      ];
    },
  );
  const against = Object.entries(figures).filter(([name]) => name.includes("coffer / cache "));
  if (against.length > 0) {
    const least = Math.min(...against.map(([, ratio]) => ratio));
    rows.push([
      "every cache in every row, times the cache",
      "above 1",
      least.toFixed(2),
      least > 1 ? "met" : "NOT MET",
    ]);
  }
  return rows;
}

/**
 * Lists where coffer is not faster than a cache, with the ratio.
 *
 * @param {Figures} figures
 */
export function lostList(figures) {
  return Object.entries(figures)
    .filter(([name, ratio]) => name.includes("coffer / cache ") && !(ratio > 1))
    .map(([name, ratio]) => {
      const [operation, size, callers, cache] = name.replace("coffer / cache ", "").split(" ");
      return `- ${operation}, ${size}, ${callers === "1" ? "1 caller" : `${callers} callers`}: ${ratio.toFixed(2)} times ${cache}`;
    })
    .join("\n");
}
