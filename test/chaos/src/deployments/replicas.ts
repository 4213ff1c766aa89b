import { startReplicated } from "@coffer-internal/servers";
import { caughtUp } from "./caught-up.js";
import type { Deployment } from "./deployment.js";
import { DURABLE } from "./durable.js";
import { serverFaults } from "./server-faults.js";

/** A primary and two replicas with fixed roles: reads go to the replicas. */
export async function replicas(): Promise<Deployment> {
  const group = await startReplicated({ ...DURABLE, replicas: 2 });
  return {
    settings: (driver) => ({
      LOCATION: group.servers.map((server) => server.url()),
      OPTIONS: { CLIENT_CLASS: "@coffer/client-default", CONNECTION_FACTORY: driver },
    }),
    faults: [
      ...serverFaults("the primary", () => group.primary),
      ...serverFaults("a replica", ({ random }) => random.pick(group.replicas)),
    ],
    readsFromReplicas: true,
    primaryOf: async () => group.primary,
    async settled() {
      await group.primary.untilReady();
      await caughtUp(group.primary, group.replicas);
    },
    [Symbol.asyncDispose]: () => group.stop(),
  };
}
