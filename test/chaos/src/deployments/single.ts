import type { CacheOptions } from "@coffer/cache-core";
import { startServer } from "@coffer-internal/servers";
import type { Deployment } from "./deployment.js";
import { DURABLE } from "./durable.js";
import { serverFaults } from "./server-faults.js";

/** A single server, which closes idle connections. */
export async function single(): Promise<Deployment> {
  return alone({ CLIENT_CLASS: "@coffer/client-default" });
}

/** The same with the client that lets one process load. */
export async function herd(): Promise<Deployment> {
  // No longer, so that the end of a value can be predicted.
  const options = { CACHE_HERD_TIMEOUT: 0, CACHE_HERD_LOCK_TIMEOUT: 1 };
  return { ...(await alone({ CLIENT_CLASS: "@coffer/client-herd", ...options })), loadsAlone: true };
}

async function alone(OPTIONS: CacheOptions): Promise<Deployment> {
  // Seconds. Longer than a client process is stopped, whose calls would have no reply.
  const server = await startServer({ ...DURABLE, config: { ...DURABLE.config, timeout: 4 } });
  return {
    settings: (driver) => ({
      LOCATION: server.url(),
      OPTIONS: { ...OPTIONS, CONNECTION_FACTORY: driver },
    }),
    faults: serverFaults("the server", () => server),
    primaryOf: async () => server,
    settled: () => server.untilReady(),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}
