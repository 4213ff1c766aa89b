import { writeFile } from "node:fs/promises";
import { startServer } from "@coffer-internal/servers";
import { OPERATIONS } from "./lib/cells.mjs";
import { table } from "./lib/format.mjs";
import { describeMachine } from "./lib/machine.mjs";
import { picture } from "./lib/picture.mjs";
import { readOptions } from "./lib/read-options.mjs";
import { lostList, targetRows } from "./lib/targets.mjs";
import { measureCold } from "./parts/cold.mjs";
import { measureKeys } from "./parts/keys.mjs";
import { measureLoading } from "./parts/loading.mjs";
import { measureNear } from "./parts/near.mjs";
import { measureOperations } from "./parts/operations.mjs";
import { measureSize } from "./parts/size.mjs";
import { measureVariants } from "./parts/variants.mjs";
import { measureWeb } from "./parts/web.mjs";

/** @type {Record<string, (server: import("@coffer-internal/servers").RedisServer, options: import("./contract.d.ts").Options) => Promise<import("./contract.d.ts").Report>>} */
const PARTS = {
  operations: measureOperations,
  loading: measureLoading,
  near: measureNear,
  variants: measureVariants,
  web: measureWeb,
  cold: measureCold,
  size: measureSize,
  keys: measureKeys,
};

/** @param {string} name */
const read = (name) => new URL(name, import.meta.url);

const options = readOptions(process.argv.slice(2));
const known = [...Object.keys(PARTS), ...OPERATIONS];
const unknown = options.only.filter((name) => !known.includes(name));
if (unknown.length > 0) throw new Error(`--only ${unknown}: known are ${known.join(", ")}`);
const wanted = options.only.map((name) => (name in PARTS ? name : "operations"));

const sections = [];
/** @type {Record<string, number>} */
const figures = {};
for (const [name, measure] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`── ${name}`);
  // One server for each part, so that no part runs with the keys of another.
  const server = await startServer();
  try {
    if (sections.length === 0) sections.push(await describeMachine(server, options));
    const report = await measure(server, options);
    const { expired_keys, evicted_keys } = await server.info("stats");
    // Leases of loads expire.
    const hasLost = (name !== "loading" && expired_keys !== "0") || evicted_keys !== "0";
    if (hasLost) throw new Error(`${name}: keys have disappeared, so hits were misses`);
    if (report.markdown !== "") sections.push(report.markdown);
    Object.assign(figures, report.figures);
  } finally {
    await server.stop();
  }
}

const rows = targetRows(figures);
if (rows.length > 0) {
  const head = ["", "target", "measured", ""];
  sections.push(["## Targets", table(head, rows), lostList(figures)].join("\n\n").trimEnd());
}
const markdown = `# Results\n\nMade by \`npm run bench\`; what the figures say, and what not: [README](README.md).\n\n${sections.join("\n\n")}\n`;
console.log(markdown);
if (options.write) {
  await writeFile(read("RESULTS.md"), markdown);
  if (figures["get small 128 coffer / ioredis"] !== undefined)
    await writeFile(read("results.svg"), picture(figures));
}
