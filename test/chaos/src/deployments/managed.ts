import { eventually, type RedisServer, startProxy, startReplicated } from "@coffer-internal/servers";
import { now } from "../now.js";
import { caughtUp } from "./caught-up.js";
import type { Deployment } from "./deployment.js";
import { DURABLE } from "./durable.js";

/**
 * One address behind which a primary and a replica swap roles, as in managed services: the former primary continues
 * as a replica, and keeps its connections.
 */
export async function managed(): Promise<Deployment> {
  const group = await startReplicated({ ...DURABLE, replicas: 1 });
  let [primary, replica] = group.servers as [RedisServer, RedisServer];
  const address = await startProxy(primary);

  async function promoted(): Promise<number> {
    await eventually(
      async () => {
        const { role } = await replica.info("replication");
        if (role !== "master") throw new Error(`Port ${replica.port} is still a ${role}.`);
      },
      { deadline: 60_000 },
    );
    [primary, replica] = [replica, primary];
    address.lead(primary);
    return now();
  }

  return {
    settings: (driver) => ({
      LOCATION: address.url(),
      OPTIONS: { CLIENT_CLASS: "@coffer/client-default", CONNECTION_FACTORY: driver },
    }),
    faults: [
      {
        // The primary pauses its clients until the replica has everything, so nothing is lost.
        name: "change places",
        leavesFormerPrimary: true,
        async inflict() {
          await primary.command("FAILOVER");
          return promoted();
        },
      },
      {
        name: "kill the primary",
        loses: true,
        async inflict({ pause }) {
          await primary.kill();
          await replica.command("REPLICAOF", "NO", "ONE");
          const back = await promoted();
          await pause(0, 500);
          await replica.restart();
          await replica.command("REPLICAOF", primary.host, primary.port);
          return back;
        },
      },
      {
        name: "freeze the primary",
        loses: true,
        leavesFormerPrimary: true,
        async inflict({ pause }) {
          await primary.freeze();
          await pause(200, 1_500);
          await replica.command("REPLICAOF", "NO", "ONE");
          const back = await promoted();
          await pause(0, 500);
          replica.thaw();
          await replica.command("REPLICAOF", primary.host, primary.port);
          return back;
        },
      },
    ],
    primaryOf: async () => primary,
    settled: () => caughtUp(primary, [replica]),
    async [Symbol.asyncDispose]() {
      await address.stop();
      await group.stop();
    },
  };
}
