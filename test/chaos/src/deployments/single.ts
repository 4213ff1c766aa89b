import { startServer } from "@coffer-internal/servers";
import type { Deployment } from "./deployment.js";
import { DURABLE } from "./durable.js";
import { serverFaults } from "./server-faults.js";

/** A server alone. */
export async function single(): Promise<Deployment> {
  const server = await startServer(DURABLE);
  return {
    settings: (driver) => ({
      LOCATION: server.url(),
      OPTIONS: { CLIENT_CLASS: "@coffer/client-default", CONNECTION_FACTORY: driver },
    }),
    faults: serverFaults("the server", () => server),
    primaryOf: async () => server,
    settled: () => server.untilReady(),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}
