import { startCluster } from "@coffer-internal/servers";
import type { Fixture } from "../lib/fixture.js";

export async function fixture(): Promise<Fixture> {
  const cluster = await startCluster({ masters: 3, replicas: 0 });
  const nodes = cluster.masters.map(({ port }, index) => [`10.0.0.${index + 1}:6379`, `127.0.0.1:${port}`]);
  return { replace: Object.fromEntries(nodes), stop: () => cluster.stop() };
}
