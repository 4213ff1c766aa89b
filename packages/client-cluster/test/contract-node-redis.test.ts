import { clientSuite, createCacheWith } from "@coffer/plugin-kit";
import { startCluster } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { rawOf } from "./raw.js";
import { DRIVERS } from "./settings.js";

const cluster = await startCluster();
const raw = rawOf(cluster);
afterAll(() => cluster.stop());

clientSuite({
  name: "ClusterClient on node-redis 6",
  describe,
  it,
  createCache: createCacheWith(
    { LOCATION: cluster.urls, OPTIONS: DRIVERS["node-redis 6"] },
    { parent: import.meta },
  ),
  raw,
  empty: () => raw("FLUSHALL"),
  capabilities: { oneServer: false, commandCounts: false },
});
