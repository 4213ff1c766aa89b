import type { Cache } from "@coffer/cache-core";
import { layerSuite, type TestedClient } from "@coffer/client-suite";
import { afterAll, describe, it } from "vitest";
import { ALL } from "../../../test/fixtures/client-groups.js";
import { startTopologies } from "../../layer-herd/test/topologies.js";
import { armed } from "./armed.js";

const topologies = await startTopologies();
afterAll(() => topologies[Symbol.asyncDispose]());

/** With caches that keep values from the first read on. */
function arming(client: TestedClient): TestedClient {
  return {
    ...client,
    createCache: async (settings) => {
      const cache = await client.createCache(settings);
      // If a case names a server, it is one that does not answer; if it ignores errors, nothing may be read at all.
      const isWhole = settings.LOCATION === undefined && settings.OPTIONS?.IGNORE_EXCEPTIONS !== true;
      const hasNear = cache.stats().near !== undefined;
      if (isWhole && hasNear && (await canRead(cache))) await armed(cache);
      return cache;
    },
  };
}

/** Except for a case with a layer that fails. */
function canRead(cache: Cache): Promise<boolean> {
  return cache.get("arming").then(
    () => true,
    () => false,
  );
}

/** The groups that several servers can break. With `npm run test:all` everything runs everywhere. */
const ON_A_CLUSTER = [
  "values",
  "many keys",
  "getOrSet and writes",
  "tags",
  "loads with tags",
  "deletePattern",
  "clear",
  "versions",
  "order",
  "errors and layers",
  "invalidated",
];
const WITH_HERD = [
  "getOrSet",
  "getOrSet and writes",
  "stale, grace and timeouts",
  "tags",
  "loads with tags",
  "touch",
];

// A read that is kept requests the time left, too.
const capabilities = { commandCounts: false };

for (const [name, client] of Object.entries(topologies.clients)) {
  // These two cover one server, and several servers.
  if (!ALL && name === "the shard client") continue;
  layerSuite({
    name: "near",
    describe,
    it,
    LAYERS: ["near"],
    options: { NEAR_CACHE: { MAX_LAG: 1 } },
    clients: { [name]: arming(client) },
    capabilities,
    groups: ALL || name === "the default client" ? undefined : ON_A_CLUSTER,
    // Other layers do the same over any client.
    between: ALL || name === "the default client",
  });
  // How the two work together depends on no topology.
  if (!ALL && name !== "the default client") continue;
  layerSuite({
    name: "near and herd",
    describe,
    it,
    LAYERS: ["near", "herd"],
    clients: { [name]: arming(client) },
    capabilities: { ...capabilities, plainValues: false, exactExpiry: false },
    groups: ALL ? undefined : WITH_HERD,
  });
}
