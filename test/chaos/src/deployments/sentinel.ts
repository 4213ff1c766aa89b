import { eventually, type RedisServer, startSentinels } from "@coffer-internal/servers";
import { now } from "../now.js";
import { caughtUp } from "./caught-up.js";
import type { Deployment, Fault } from "./deployment.js";
import { DURABLE } from "./durable.js";
import { serverFaults } from "./server-faults.js";

/** A primary, two replicas, and three sentinels that make one of them the primary when it is lost. */
export async function sentinel(): Promise<Deployment> {
  const group = await startSentinels({ ...DURABLE, replicas: 2, downAfter: 600 });
  const followers = async (primary: RedisServer) => group.members.filter((member) => member !== primary);

  /** @param lose makes the primary a former one; what it gives brings it back. */
  const failover = (name: string, lose: (primary: RedisServer) => Promise<() => unknown>): Fault => ({
    name,
    loses: true,
    async inflict({ pause }) {
      const old = await group.primary();
      const bringBack = await lose(old);
      const primary = await group.failedOver(old, { deadline: 20_000 });
      const back = now();
      await pause(0, 500);
      await bringBack();
      // The sentinels would do so, after a wait of eight seconds.
      await old.command("REPLICAOF", primary.host, primary.port);
      return back;
    },
  });

  async function settled(): Promise<void> {
    const primary = await group.primary();
    await caughtUp(primary, await followers(primary));
    await eventually(() => Promise.all(group.sentinels.map((each) => expectCalm(each, group.name))), {
      deadline: 20_000,
      interval: 50,
    });
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
      ...serverFaults("a replica", async ({ random }) => random.pick(await followers(await group.primary()))),
      ...serverFaults("a sentinel", ({ random }) => random.pick(group.sentinels)),
    ],
    primaryOf: () => group.primary(),
    settled,
    [Symbol.asyncDispose]: () => group.stop(),
  };
}

/** A sentinel that knows of trouble would not start the next failover. */
async function expectCalm(sentinel: RedisServer, name: string): Promise<void> {
  const master = (await sentinel.text("SENTINEL", "MASTER", name)) as string[];
  const replicas = (await sentinel.text("SENTINEL", "REPLICAS", name)) as string[][];
  const flags = [master, ...replicas].map((pairs) => pairs[pairs.indexOf("flags") + 1]);
  if (flags.join() !== "master,slave,slave") throw new Error(`Sentinel ${sentinel.port} sees ${flags}.`);
}
