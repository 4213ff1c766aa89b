import { freePort, startServer } from "@coffer-internal/servers";
import type { Fixture } from "../lib/fixture.js";

/** Three servers, and an address at which nobody answers. */
export async function fixture(): Promise<Fixture> {
  const servers = await Promise.all([startServer(), startServer(), startServer()]);
  const shards = servers.map(({ port }, index) => [`10.0.0.${index + 1}:6379`, `127.0.0.1:${port}`]);
  const nobody = ["10.0.0.9:6379", `127.0.0.1:${await freePort(false)}`];
  return {
    replace: Object.fromEntries([...shards, nobody]),
    stop: () => Promise.all(servers.map((server) => server.stop())),
  };
}
