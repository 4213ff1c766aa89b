import { startSentinels } from "@coffer-internal/servers";
import type { Fixture } from "../lib/fixture.js";

/** A primary with two replicas, and three sentinels over them. */
export async function fixture(): Promise<Fixture> {
  const group = await startSentinels({ replicas: 2 });
  const servers = group.members.map(({ port }, index) => [`10.0.0.${index + 1}:6379`, `127.0.0.1:${port}`]);
  const sentinels = group.sentinels.map(({ port }, index) => [
    `sentinel-${index + 1}:26379`,
    `127.0.0.1:${port}`,
  ]);
  return { replace: Object.fromEntries([...servers, ...sentinels]), stop: () => group.stop() };
}
