import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { startCluster } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { SMOKE } from "../../../test/fixtures/client-groups.js";
import { rawOf } from "./raw.js";
import { DRIVERS } from "./settings.js";

const cluster = await startCluster();
const raw = rawOf(cluster);
afterAll(() => cluster.stop());

for (const driver of ["ioredis 6", "node-redis 6"] as const) {
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
    // The kit implements the routing for every driver; node-redis differs only in how it is used.
    groups: driver === "ioredis 6" ? undefined : SMOKE,
  });
}
