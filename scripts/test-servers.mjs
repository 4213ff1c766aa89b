// `npm run test:servers`: runs the behaviour suites on newer servers of Debian, which it fetches, and on the system's own.
// npm run test:servers -- --only valkey-9.1,redis-8.6    some of them ("system": the system's own)
// npm run test:servers -- --fetch                        fetches them and runs nothing: COFFER_SERVER=redis-8.0 npm test -w packages/...
// npm run test:servers -- --write                        puts the table into the guide
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { prepareTests } from "./lib/prepare-tests.mjs";
import { summarize } from "./lib/summarize.mjs";
import { fetchServers } from "./servers/fetch-servers.mjs";
import { runSuite } from "./servers/run-suite.mjs";
import { SUITES } from "./servers/suites.mjs";
import { serversTable, writeTables } from "./servers/tables.mjs";

const SYSTEM = "redis-server";

const { only, fetch, write } = parseArgs({
  options: { only: { type: "string" }, fetch: { type: "boolean" }, write: { type: "boolean" } },
}).values;

prepareTests();
const fetched = fetchServers();
for (const { name, version, suite } of fetched) console.log(`${name}: ${version}, from Debian's ${suite}`);
if (!fetch) await tryAll();

async function tryAll() {
  const [, version = "unknown"] = /v=([\d.]+)/.exec(spawnSync(SYSTEM, ["--version"]).stdout.toString()) ?? [];
  const all = [{ name: "system", version, suite: "" }, ...fetched];
  const names = only?.split(",") ?? all.map(({ name }) => name);
  const unknown = names.filter((name) => !all.some((server) => server.name === name));
  if (unknown.length > 0)
    throw new Error(`--only ${unknown}: there are ${all.map(({ name }) => name).join(", ")}`);
  if (write && only !== undefined) throw new Error("--write takes a run of all servers, without --only");
  /** @type {import("./servers/tables.mjs").Row[]} */
  const rows = [];
  for (const server of all.filter(({ name }) => names.includes(name))) {
    const results = SUITES.map((suite) => {
      const result = runSuite(suite, server.name === "system" ? "" : server.name);
      console.log(`${server.name}, ${suite.en}: ${result.passed} passed, ${result.failures.length} failed`);
      for (const failure of result.failures) console.error(`FAILED on ${server.name}: ${failure}`);
      return result;
    });
    rows.push({ ...server, results });
  }
  const table = serversTable(rows, "en", true);
  console.log(`\n${table}`);
  summarize(`## Servers\n\n${table}\n`);
  const failed = rows.some(({ results }) => results.some(({ failures }) => failures.length > 0));
  if (failed) process.exitCode = 1;
  else if (write) writeTables(rows);
}
