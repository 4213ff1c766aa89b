import { type RedisServer, startServer } from "@coffer-internal/servers";
import type { Deployment } from "./deployment.js";
import { DURABLE } from "./durable.js";
import { serverFaults } from "./server-faults.js";

/** Three servers with a part of the keys each. */
export async function shards(): Promise<Deployment> {
  const servers: RedisServer[] = [];
  const stop = () => Promise.all(servers.map((server) => server.stop())).then(() => {});
  try {
    for (let n = 0; n < 3; n++) servers.push(await startServer(DURABLE));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    settings: (driver) => ({
      LOCATION: servers.map((server) => server.url()),
      OPTIONS: { CLIENT_CLASS: "@coffer/client-shard", CONNECTION_FACTORY: driver },
    }),
    faults: serverFaults("a shard", ({ random }) => random.pick(servers)),
    /** The server that has the key, since the client decides where it belongs. */
    async primaryOf(key) {
      const found = await Promise.all(servers.map((server) => server.command("EXISTS", key)));
      return servers[Math.max(0, found.indexOf(1))] as RedisServer;
    },
    async settled() {
      await Promise.all(servers.map((server) => server.untilReady()));
    },
    [Symbol.asyncDispose]: stop,
  };
}
