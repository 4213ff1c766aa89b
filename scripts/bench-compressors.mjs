// Measures for the tables in the READMEs of the compressors: time, ratio and how long the event loop is busy, on JSON
// text of 1, 10 and 100 KB. `npm run build && node scripts/bench-compressors.mjs [zlib zstd lzma lz4]`
import { performance } from "node:perf_hooks";

const ROUNDS = 5;
const SIZES = [1000, 10_000, 100_000];

let state = 7;
/** @param {number} below */
function random(below) {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

function user() {
  const name = `${["Ada", "Grace", "Alan", "Barbara", "Ken", "Radia"][random(6)]} ${["Lee", "Hopper", "Knuth", "Hamilton"][random(4)]}`;
  return {
    id: random(1e6),
    token: random(2 ** 31).toString(36) + random(2 ** 31).toString(36),
    name,
    email: `${name.replace(" ", ".").toLowerCase()}${random(1000)}@example.com`,
    active: random(2) === 1,
    score: random(1e6) / 7,
    created: `2024-0${1 + random(9)}-${10 + random(18)}T1${random(10)}:${10 + random(50)}:${10 + random(50)}Z`,
  };
}

/** @param {number} size */
function jsonOf(size) {
  const users = [user()];
  while (JSON.stringify(users).length < size) users.push(user());
  return Buffer.from(JSON.stringify(users));
}

/**
 * Microseconds for one call, and how many of them the event loop was busy; the medians of several rounds.
 * @param {() => Buffer | Promise<Buffer>} call
 */
async function time(call) {
  for (let n = 0; n < 20; n++) await call();
  const started = performance.now();
  await call();
  const times = Math.max(5, Math.min(2000, Math.floor(100 / (performance.now() - started))));
  /** @type {{ took: number, busy: number }[]} */
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = performance.eventLoopUtilization();
    const from = performance.now();
    for (let n = 0; n < times; n++) {
      // Synchronous answers must not starve the event loop, whose utilization is measured.
      const answer = call();
      if (answer instanceof Promise) await answer;
    }
    const took = performance.now() - from;
    await new Promise((resolve) => setImmediate(resolve));
    const { active } = performance.eventLoopUtilization(before);
    rounds.push({ took: (took * 1000) / times, busy: (active * 1000) / times });
  }
  /** @param {"took" | "busy"} what */
  const median = (what) => rounds.map((round) => round[what]).sort((a, b) => a - b)[ROUNDS >> 1] ?? 0;
  return `${median("took").toFixed(0)} (${median("busy").toFixed(0)})`;
}

/** @type {Record<string, () => Promise<{ default: new (options: object) => import("../packages/cache-core/dist/index.js").Compressor }>>} */
const packages = {
  zlib: () => import("../packages/compressor-zlib/dist/index.js"),
  zstd: () => import("../packages/compressor-zstd/dist/index.js"),
  lzma: () => import("../packages/compressor-lzma/dist/index.js"),
  lz4: () => import("../packages/compressor-lz4/dist/index.js"),
};

const wanted = process.argv.slice(2);
console.log(
  "| | JSON | ratio | compress, us (event loop) | inflate, us (event loop) |\n| --- | --- | --- | --- | --- |",
);
for (const [name, load] of Object.entries(packages)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { default: Compressor } = await load();
  const compressor = new Compressor({ MAX_VALUE_BYTES: 2 ** 26 });
  for (const size of SIZES) {
    const data = jsonOf(size);
    const stored = await compressor.compress(data);
    const row = [
      name,
      `${size / 1000} KB`,
      (data.length / stored.length).toFixed(1),
      await time(() => compressor.compress(data)),
      await time(() => compressor.decompress(stored)),
    ];
    console.log(`| ${row.join(" | ")} |`);
  }
}
