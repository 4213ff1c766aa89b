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

/**
 * Inline in a page of the documentation, the page's theme sets the colours. As a separate image, in a README, the
 * fallbacks after the commas apply, by the reader's colour scheme. The selectors match this picture only.
 */
const STYLE = `
.bench { --text: var(--vp-c-text-1, #1f2328); --bar: #8c959f; --us: var(--vp-c-brand-1, #b45309); }
@media (prefers-color-scheme: dark) { .bench { --text: var(--vp-c-text-1, #e6edf3); --us: var(--vp-c-brand-1, #f59e0b); } }
.bench text { font: 13px system-ui, sans-serif; fill: var(--text); }
.bench .title { font-weight: 600; } .bench .note { font-size: 11px; } .bench .us { font-weight: 700; }
.bench rect { fill: var(--bar); } .bench rect.us { fill: var(--us); }
.bench rect.limit { fill: none; stroke: var(--bar); stroke-dasharray: 3 2; }`;

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
  return `<svg class="bench" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="bench-title">
<title id="bench-title">Calls per second as multiples of plain ioredis</title>
<style>${STYLE}
</style>
<text class="note" x="${LABELS}" y="16">calls per second, times plain ioredis in the same round; objects of 100 bytes, encoded and decoded</text>
${[...labels, ...bars].join("\n")}
</svg>
`;
}
