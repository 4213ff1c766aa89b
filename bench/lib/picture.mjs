/** @typedef {import("../contract.d.ts").Figures} Figures */

const ROWS = [
  "RESP socket by hand",
  "coffer",
  "ioredis, auto-pipelined",
  "node-redis",
  "ioredis",
  "keyv",
  "cache-manager",
  "bentocache",
  "unstorage",
];
const PANELS = [
  { title: "get, 16 callers", at: "get small 16" },
  { title: "get, 128 callers", at: "get small 128" },
  { title: "get, 1,024 callers", at: "get small 1024" },
  { title: "set, 128 callers", at: "set small 128" },
];
const [LABELS, WIDTH, BAR, GAP, ROW, TOP] = [170, 165, 110, 18, 24, 58];

/** Colours that stand out from white and from black alike; what is text turns with the reader's scheme. */
const STYLE = `
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.title { font-weight: 600; } .note { font-size: 11px; } .us { font-weight: 700; }
rect { fill: #8c959f; } rect.us { fill: #d9480f; } rect.limit { fill: none; stroke: #8c959f; stroke-dasharray: 3 2; }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3; } rect { fill: #6e7681; } rect.us { fill: #ff922b; } }`;

/** @param {string} name */
const classOf = (name) => (name === "coffer" ? "us" : name === ROWS[0] ? "limit" : "other");

/**
 * Bars of how many times plain ioredis each candidate is.
 *
 * @param {Figures} figures
 */
export function picture(figures) {
  const panels = PANELS.filter(({ at }) => figures[`${at} coffer / ioredis`] !== undefined);
  const width = LABELS + panels.length * WIDTH;
  const height = TOP + ROWS.length * ROW + 12;
  const labels = ROWS.map(
    (name, row) =>
      `<text class="${classOf(name)}" x="${LABELS - 12}" y="${TOP + row * ROW + 15}" text-anchor="end">${name}</text>`,
  );
  const bars = panels.flatMap(({ title, at }, panel) => {
    const left = LABELS + panel * WIDTH;
    const values = ROWS.map((name) => figures[`${at} ${name} / ioredis`] ?? 0);
    const longest = Math.max(...values);
    return [
      `<text class="title" x="${left}" y="${TOP - 14}">${title}</text>`,
      ...values.flatMap((value, row) => {
        const length = ((value / longest) * BAR).toFixed(1);
        const [y, name] = [TOP + row * ROW, ROWS[row] ?? ""];
        return [
          `<rect class="${classOf(name)}" x="${left}" y="${y + 2}" width="${length}" height="${GAP}" rx="2"/>`,
          `<text class="${classOf(name)}" x="${left + Number(length) + 6}" y="${y + 15}">${value.toFixed(1)}</text>`,
        ];
      }),
    ];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t">
<title id="t">Calls per second as multiples of plain ioredis</title>
<style>${STYLE}
</style>
<text class="note" x="${LABELS}" y="16">calls per second, times plain ioredis in the same round; objects of 100 bytes, encoded and decoded</text>
${[...labels, ...bars].join("\n")}
</svg>
`;
}
