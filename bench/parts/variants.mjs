import { createCaches } from "coffer";
import { short, spread, table } from "../lib/format.mjs";
import { interleave } from "../lib/interleave.mjs";
import { KEYS } from "../lib/objects.mjs";
import { openCache } from "../lib/open-cache.mjs";
import { ratioOf } from "../lib/statistics.mjs";
import { fill, storeContestant } from "../lib/store-contestant.mjs";

/** The configurations of coffer. A row is left out if one of its packages is not installed. */
const VARIANTS = [
  { name: "JSON", options: {} },
  { name: "JSON, IGNORE_EXCEPTIONS", options: { IGNORE_EXCEPTIONS: true } },
  { name: "msgpack", options: { SERIALIZER: "@coffer/serializer-msgpack" } },
  { name: "v8", options: { SERIALIZER: "@coffer/serializer-v8" } },
  { name: "JSON, zlib", options: { COMPRESSOR: "@coffer/compressor-zlib" } },
  { name: "JSON, zstd", options: { COMPRESSOR: "@coffer/compressor-zstd" } },
  { name: "JSON, lz4", options: { COMPRESSOR: "@coffer/compressor-lz4" } },
  { name: "JSON, xz", options: { COMPRESSOR: "@coffer/compressor-lzma" } },
  {
    name: "msgpack, zstd",
    options: { SERIALIZER: "@coffer/serializer-msgpack", COMPRESSOR: "@coffer/compressor-zstd" },
  },
];

const CALLERS = 128;

/** @type {import("../contract.d.ts").Cell[]} */
const CELLS = [
  { operation: "get", size: "small", callers: CALLERS },
  { operation: "set", size: "small", callers: CALLERS },
  { operation: "get", size: "large", callers: CALLERS },
  { operation: "set", size: "large", callers: CALLERS },
];

/** @param {{ options: Record<string, unknown> }} variant */
function isInstalled({ options }) {
  return Object.values(options).every((value) => {
    if (typeof value !== "string") return true;
    try {
      import.meta.resolve(value);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * @param {import("@coffer-internal/servers").RedisServer} server
 * @param {import("../contract.d.ts").Options} options
 * @returns {Promise<import("../contract.d.ts").Report>}
 */
export async function measureVariants(server, options) {
  const cells = options.quick ? CELLS.slice(2) : CELLS;
  const variants = await Promise.all(
    VARIANTS.filter(isInstalled).map(async ({ name, options }, database) => {
      const store = await openCache(createCaches, server.url(database), options);
      return { name, store, contestant: storeContestant({ name, kind: "coffer" }, store) };
    }),
  );
  /** @type {string[][]} */
  const rows = variants.map(({ name }) => [name]);
  for (const [database, { store }] of variants.entries()) {
    for (const size of /** @type {const} */ (["small", "large"])) {
      await fill(store, size);
      rows[database]?.push(short(await storedBytes(server, database, size)));
    }
  }
  for (const cell of cells) {
    const contestants = variants.map(({ contestant }) => contestant);
    const rounds = await interleave(contestants, cell, options);
    for (const [index, { name }] of variants.entries())
      rows[index]?.push(spread(ratioOf(rounds, name, "JSON")));
  }
  for (const { store } of variants) await store.close();
  const heads = cells.map(({ operation, size }) => `${operation}, ${size === "small" ? "100 B" : "2 KB"}`);
  const text = `Times coffer with JSON, ${CALLERS} callers; bytes stored for an object of 100 B and of 2 KB.`;
  return {
    markdown: [
      "## Serializers and compressors",
      text,
      table(["", "bytes, 100 B", "bytes, 2 KB", ...heads], rows),
    ].join("\n\n"),
    figures: {},
  };
}

/**
 * The mean of some values.
 *
 * @param {import("@coffer-internal/servers").RedisServer} server
 * @param {number} database
 * @param {import("../contract.d.ts").Size} size
 */
async function storedBytes(server, database, size) {
  const connection = await server.connect();
  await connection.command(["SELECT", database]);
  const indices = [1, 20, 300, KEYS[size] - 1];
  const lengths = await Promise.all(
    indices.map((index) => connection.command(["STRLEN", `bench:1:${size}:user:${index}`])),
  );
  await connection.close();
  return lengths.reduce((/** @type {number} */ sum, length) => sum + Number(length), 0) / indices.length;
}
