import { eventually, type RedisServer, startSentinels } from "@coffer-internal/servers";
import { now } from "../now.js";
import { caughtUp } from "./caught-up.js";
import type { Deployment, Fault } from "./deployment.js";
import { closedConnections, serverFaults } from "./server-faults.js";

/**
 * Milliseconds. A sentinel that was stopped for two seconds does nothing for the next thirty, which it calls TILT.
 */
const UNTILTED = 1_500;

/**
 * Milliseconds without an answer after which a server counts as down. A sentinel connects to a new primary up to a
 * second after it was announced; with a shorter time it would consider it down, and there would be two primaries for
 * ten seconds.
 */
const DOWN_AFTER = 2_000;

/** A primary, two replicas, and three sentinels that promote one of them when the primary is lost. */
export async function sentinel(): Promise<Deployment> {
  const group = await startSentinels({ replicas: 2, downAfter: DOWN_AFTER });
  const followers = (primary: RedisServer) => group.members.filter((member) => member !== primary);

  /** @param lose makes the primary a former one; what it gives brings it back. */
  const failover = (name: string, lose: (primary: RedisServer) => Promise<() => unknown>): Fault => ({
    name,
    loses: true,
    async inflict({ pause }) {
      const old = await group.primary();
      const bringBack = await lose(old);
      const primary = await successor(old);
      const back = now();
      await pause(0, 500);
      await bringBack();
      // The sentinels would do so, after a wait of eight seconds.
      await old.command("REPLICAOF", primary.host, primary.port);
      return back;
    },
  });

  /** Never asks the old one, which may be frozen. */
  const successor = (old: RedisServer) =>
    eventually(
      async () => {
        const primary = await group.primary();
        if (primary === old || (await primary.info("replication")).role !== "master") {
          throw new Error(`Port ${old.port} has no successor yet.`);
        }
        return primary;
      },
      { deadline: 60_000 },
    );

  async function settled(): Promise<void> {
    const agree = async () => {
      const primary = await group.primary();
      await Promise.all(group.sentinels.map((each) => expectCalm(each, group.name, primary)));
      return primary;
    };
    const primary = await eventually(agree, { deadline: 60_000, interval: 50 });
    await caughtUp(primary, followers(primary));
  }

  return {
    settings: (driver) => ({
      LOCATION: `redis://${group.name}/0`,
      OPTIONS: {
        CLIENT_CLASS: "@coffer/client-default#SentinelClient",
        CONNECTION_FACTORY: `${driver}#SentinelConnectionFactory`,
        SENTINELS: group.sentinels.map(({ host, port }) => [host, port]),
      },
    }),
    faults: [
      failover("kill the primary", async (primary) => {
        await primary.kill();
        return () => primary.restart();
      }),
      failover("freeze the primary", async (primary) => {
        await primary.freeze();
        return () => primary.thaw();
      }),
      failover("failover by command", async () => {
        await group.sentinels[0]?.command("SENTINEL", "FAILOVER", group.name);
        return () => {};
      }),
      closedConnections("the primary", () => group.primary()),
      ...serverFaults("a replica", async ({ random }) => random.pick(followers(await group.primary()))),
      ...serverFaults("a sentinel", ({ random }) => random.pick(group.sentinels), UNTILTED),
    ],
    readsFromReplicas: true,
    primaryOf: () => group.primary(),
    settled,
    [Symbol.asyncDispose]: () => group.stop(),
  };
}

/**
 * A sentinel that knows of trouble would not start the next failover, and one that has not heard of the last one would
 * answer the loss of the former primary with a failover of its own.
 */
async function expectCalm(sentinel: RedisServer, name: string, primary: RedisServer): Promise<void> {
  const field = (pairs: string[], key: string) => pairs[pairs.indexOf(key) + 1];
  const master = (await sentinel.text("SENTINEL", "MASTER", name)) as string[];
  const replicas = (await sentinel.text("SENTINEL", "REPLICAS", name)) as string[][];
  const { sentinel_tilt: tilt } = await sentinel.info("sentinel");
  const seen = [field(master, "port"), ...[master, ...replicas].map((pairs) => field(pairs, "flags"))].join();
  if (seen !== `${primary.port},master,slave,slave` || tilt !== "0") {
    throw new Error(`Sentinel ${sentinel.port} sees ${seen}, with TILT ${tilt}.`);
  }
}
