import { eventually, type RedisServer, startCluster } from "@coffer-internal/servers";
import { now } from "../now.js";
import { redisKeyOf } from "../redis-key.js";
import { COUNTERS } from "../workload/counters.js";
import { keysThatStay } from "../workload/scans.js";
import { caughtUp } from "./caught-up.js";
import type { Circumstances, Deployment, Fault } from "./deployment.js";
import { closedConnections, serverFaults } from "./server-faults.js";

/** Counters that workers increment, and keys that scans look for. */
const KEYS_TO_MOVE = [...COUNTERS, ...keysThatStay(0)].map((key) => redisKeyOf(key));
/** How many slots are moved at a time. */
const MOVES = 12;

/** A cluster of three primaries with a replica each. */
export async function cluster(): Promise<Deployment> {
  const nodes = await startCluster({
    config: { "cluster-node-timeout": 1_000, "cluster-require-full-coverage": "no" },
  });

  /** The current primaries, each with its replica. */
  async function pairs(): Promise<[master: RedisServer, replica: RedisServer][]> {
    const roles = await Promise.all(nodes.servers.map((node) => node.info("replication")));
    return nodes.servers.flatMap((replica, index) => {
      const master = nodes.servers.find(({ port }) => port === Number(roles[index]?.master_port));
      return master === undefined ? [] : [[master, replica] as [RedisServer, RedisServer]];
    });
  }
  const pair = async ({ random }: Circumstances) => random.pick(await pairs());

  /** @param lose makes the primary a former one; its result brings it back. */
  const failover = (
    name: string,
    loses: boolean,
    lose: (master: RedisServer, replica: RedisServer) => Promise<() => unknown>,
  ): Fault => ({
    name,
    loses,
    leavesFormerPrimary: true,
    async inflict(circumstances) {
      const [master, replica] = await pair(circumstances);
      const bringBack = await lose(master, replica);
      const promoted = async () => (await replica.info("replication")).role === "master";
      await replica.waitFor(promoted, { deadline: 60_000 });
      const back = now();
      await circumstances.pause(0, 500);
      await bringBack();
      return back;
    },
  });

  async function settled(): Promise<void> {
    await eventually(() => Promise.all(nodes.servers.map(expectComplete)), {
      deadline: 60_000,
      interval: 50,
    });
    for (const [master, replica] of await pairs()) await caughtUp(master, [replica]);
  }

  return {
    settings: (driver) => ({
      LOCATION: nodes.urls,
      OPTIONS: { CLIENT_CLASS: "@coffer/client-cluster", CONNECTION_FACTORY: driver },
    }),
    faults: [
      failover("kill a master", true, async (master) => {
        await master.kill();
        return () => master.restart();
      }),
      failover("freeze a master", true, async (master) => {
        await master.freeze();
        return () => master.thaw();
      }),
      // The primary pauses its clients until the replica has everything, so nothing is lost.
      failover("failover by command", false, async (_master, replica) => {
        await replica.command("CLUSTER", "FAILOVER");
        return () => {};
      }),
      {
        name: "move slots",
        async inflict({ random, pause }) {
          const [[target]] = random.shuffled(await pairs()) as [[RedisServer, RedisServer]];
          for (const key of random.shuffled(KEYS_TO_MOVE).slice(0, MOVES)) {
            const slot = await nodes.slotOf(key);
            if ((await nodes.masterOf(slot)) !== target)
              await nodes.moveSlot(slot, target, () => pause(0, 150));
          }
          return now();
        },
      },
      closedConnections("a master", async (circumstances) => (await pair(circumstances))[0]),
      ...serverFaults("a replica", async (circumstances) => (await pair(circumstances))[1]),
    ],
    primaryOf: async (key) => nodes.masterOf(await nodes.slotOf(key)),
    settled,
    [Symbol.asyncDispose]: () => nodes.stop(),
  };
}

async function expectComplete(node: RedisServer): Promise<void> {
  const [, state] = /cluster_state:(\w+)/.exec(String(await node.command("CLUSTER", "INFO"))) ?? [];
  const ranges = (await node.text("CLUSTER", "SLOTS")) as unknown[][];
  // First and last slot, the primary, the replica.
  if (state !== "ok" || ranges.some((range) => range.length !== 4)) {
    throw new Error(`Port ${node.port}: state ${state}, ${ranges.map(({ length }) => length - 3)} replicas.`);
  }
}
