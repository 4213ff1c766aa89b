import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { startCluster } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { FOUND } from "../../../test/fixtures/client-groups.js";
import { rawOf } from "./raw.js";
import { DRIVERS } from "./settings.js";

const cluster = await startCluster();
const raw = rawOf(cluster);
afterAll(() => cluster.stop());

for (const driver of ["ioredis 5", "node-redis 5"] as const) {
  clientSuite({
    name: `ClusterClient on ${driver}`,
    describe,
    it,
    createCache: createCacheWith(
      { LOCATION: cluster.urls, OPTIONS: DRIVERS[driver] },
      { parent: import.meta },
    ),
    raw,
    empty: () => raw("FLUSHALL"),
    capabilities: { oneServer: false },
    // The whole suite runs on the newer versions; on these it mostly runs on one server.
    groups: FOUND && [...FOUND, "many keys", "order", "exact counting"],
  });
}
