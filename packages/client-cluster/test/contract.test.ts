import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { startCluster } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { ALL, FOUND } from "../../../test/fixtures/client-groups.js";
import { rawOf } from "./raw.js";
import { DRIVERS, type DriverName } from "./settings.js";

const cluster = await startCluster();
const raw = rawOf(cluster);
afterAll(() => cluster.stop());

/**
 * The routing is the kit's, whatever the driver: what node-redis does otherwise is in how it is used, and what older versions do otherwise,
 * one server shows as well.
 */
const OLDER = ALL ? undefined : ["values", "connection"];
const GROUPS: Readonly<Record<DriverName, readonly string[] | undefined>> = {
  "ioredis 6": undefined,
  "node-redis 6": FOUND && [...FOUND, "many keys", "order"],
  "ioredis 5": OLDER,
  "node-redis 5": OLDER,
};

for (const driver of Object.keys(GROUPS) as DriverName[]) {
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
    groups: GROUPS[driver],
  });
}
