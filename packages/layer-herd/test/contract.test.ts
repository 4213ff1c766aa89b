import { clientSuite, layerSuite } from "@coffer/client-suite";
import { afterAll, describe, it } from "vitest";
import { ALL } from "../../../test/fixtures/client-groups.js";
import { capabilities, startTopologies } from "./topologies.js";

const topologies = await startTopologies();
afterAll(() => topologies[Symbol.asyncDispose]());
const { client, clients } = topologies;

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
  "loads with tags",
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

// Shards run with a second layer, in two-layers.test.ts.
for (const name of ALL ? (["shard", "cluster"] as const) : (["cluster"] as const)) {
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
  // HerdClient is this layer over the default client; the shard client runs with a second layer, in two-layers.test.ts.
  clients: ALL ? clients : { "the cluster client": client("cluster") },
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
