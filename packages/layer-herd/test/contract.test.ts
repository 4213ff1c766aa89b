import { clientSuite, layerSuite } from "@coffer/client-suite";
import { afterAll, describe, expect, it } from "vitest";
import { ALL } from "../../../test/fixtures/client-groups.js";
import { go, loadsOf, startChildren } from "./child.js";
import { CLIENTS, capabilities, startTopologies } from "./topologies.js";

const topologies = await startTopologies();
afterAll(() => topologies[Symbol.asyncDispose]());
const { LOCATION, client, clients, raw } = topologies;

/**
 * The groups that layers can break, besides those of the layer suite below. All groups run over the default client,
 * with a separate test for HerdClient; over the other clients they run with `npm run test:all`.
 */
const GROUPS = [
  "values",
  "set",
  "timeouts",
  "add and has",
  "many keys",
  "update",
  "getWithTtl",
  "stale, grace and timeouts",
  "tags",
  "getOrSetMany",
  "batch",
  "expiry",
  "versions",
  "order",
  "order of counters",
  "load",
  "neighbours",
  "outages",
];

for (const name of ["shard", "cluster"] as const) {
  const { capabilities: own, ...tested } = client(name, ["herd"]);
  clientSuite({
    name: `herd over the ${name} client`,
    describe,
    it,
    ...tested,
    capabilities: { ...own, ...capabilities },
    groups: ALL ? undefined : GROUPS,
  });
}

layerSuite({
  name: "herd",
  describe,
  it,
  LAYERS: ["herd"],
  options: { CACHE_HERD_TIMEOUT: 5, CACHE_HERD_LOCK_TIMEOUT: 10 },
  clients,
  capabilities,
  // The others have run above.
  groups: [
    "getOrSet",
    "getOrSet and writes",
    "incr and decr",
    "exact counting",
    "touch",
    "stored entries",
    "errors and layers",
    "options of layers",
    "invalidated",
  ],
});

// Over the default client with both, in stampede.test.ts.
const DRIVERS = ["@coffer/connection-ioredis", ...(ALL ? ["@coffer/connection-redis"] : [])];

describe.each(CLIENTS)("a cold key over the %s client", (CLIENT_CLASS) => {
  it.each(DRIVERS)("is loaded once if two processes request it (%s)", async (driver) => {
    await raw[CLIENT_CLASS]("FLUSHALL");
    const work = { LOCATION: LOCATION[CLIENT_CLASS], CLIENT_CLASS, driver, callers: 20, milliseconds: 300 };
    const children = await startChildren(2, work);
    go(children);
    const answers = await Promise.all(children.map(({ done }) => done));
    expect(loadsOf(children)).toBe(1);
    const loader = children.find(({ lines }) => lines.includes("load"))?.process.pid;
    expect(answers).toEqual([`[${loader}]`, `[${loader}]`]);
  });
});
