// The size and the duration of values in each serializer: npm run build && node scripts/bench-serializers.mjs Times
// are those of one call, the median of many rounds in which the serializers take turns.

/** @typedef {{ dumps(value: unknown): string | Buffer, loads(data: Buffer): unknown }} Serializer */

const NAMES = ["json", "msgpack", "v8"];
const ROUNDS = 31;
/** How long each serializer works in a round, in milliseconds. */
const WINDOW = 20;

/** @param {number} id */
const item = (id) => ({
  id: 1000 + id,
  name: `Item number ${id}`,
  price: id * 1.25,
  inStock: id % 2 === 0,
  tags: ["red", "green"],
  created: "2024-02-29T13:14:15.123Z",
  owner: { id: id * 7, name: "Zoë Bar" },
});
/** @param {number} count */
const page = (count) => ({
  total: count,
  page: 1,
  items: Array.from({ length: count }, (_, id) => item(id)),
});

const VALUES = {
  "100 B": {
    id: 123,
    name: "Ada Lovelace",
    email: "ada@example.com",
    active: true,
    score: 1.5,
    tags: ["a", "b"],
  },
  "2 KB": page(13),
  "50 KB": page(310),
};

/** @type {[name: string, serializer: Serializer][]} */
const serializers = await Promise.all(
  NAMES.map(async (name) => {
    const { default: Serializer } = await import(
      new URL(`../packages/serializer-${name}/dist/index.js`, import.meta.url).href
    );
    return /** @type {[string, Serializer]} */ ([name, new Serializer()]);
  }),
);

/** @param {string | Buffer} data */
const bytesOf = (data) => (typeof data === "string" ? Buffer.from(data) : data);

/** @param {number[]} list */
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1] ?? 0;

/** @param {() => unknown} work @returns {number} microseconds of one call */
function time(work) {
  const started = performance.now();
  let calls = 0;
  let now = started;
  for (; now - started < WINDOW; now = performance.now()) {
    for (let left = 10; left > 0; left--) work();
    calls += 10;
  }
  return ((now - started) / calls) * 1000;
}

console.log("| value | serializer | bytes | dumps, µs | loads, µs |\n| --- | --- | --- | --- | --- |");
for (const [size, value] of Object.entries(VALUES)) {
  const cells = serializers.map(([name, serializer]) => {
    const data = Buffer.from(serializer.dumps(value));
    return {
      name,
      bytes: data.length,
      // The driver encodes strings: that is included here.
      dumps: () => bytesOf(serializer.dumps(value)),
      loads: () => serializer.loads(data),
      writing: /** @type {number[]} */ ([]),
      reading: /** @type {number[]} */ ([]),
    };
  });
  for (let round = 0; round < ROUNDS; round++) {
    for (const cell of cells) {
      cell.writing.push(time(cell.dumps));
      cell.reading.push(time(cell.loads));
    }
  }
  for (const { name, bytes, writing, reading } of cells) {
    console.log(
      `| ${size} | ${name} | ${bytes} | ${median(writing).toFixed(2)} | ${median(reading).toFixed(2)} |`,
    );
  }
}
