import { eventually } from "./eventually.js";
import { launchServer } from "./launch-server.js";
import type { RedisServer } from "./redis-server.js";
import { type SentinelConfig, sentinelConfig } from "./sentinel-config.js";
import { SentinelGroup } from "./sentinel-group.js";
import { startAll } from "./start-all.js";
import { type ReplicatedOptions, startReplicated } from "./start-replicated.js";

export interface SentinelOptions extends ReplicatedOptions {
  /**
   * What clients call the primary by.
   * @default "mymaster"
   */
  name?: string;
  /** @default 3 */
  sentinels?: number;
  /**
   * How many sentinels have to miss the primary.
   * @default 2
   */
  quorum?: number;
  /** What clients have to log in to a sentinel with; the servers have the `password`. */
  sentinelPassword?: string;
  /**
   * Milliseconds without an answer after which a server counts as down.
   * @default 2000
   */
  downAfter?: number;
}

/** Starts a primary, its replicas and sentinels over them, and resolves when the sentinels know everybody. */
export async function startSentinels(options: SentinelOptions = {}): Promise<SentinelGroup> {
  const { name = "mymaster", sentinels: count = 3, quorum = 2, downAfter = 2_000, ...rest } = options;
  const { sentinelPassword, ...common } = rest;
  const replicated = await startReplicated(common);
  const plan: SentinelConfig = { name, quorum, downAfter, primary: replicated.primary };
  const { executable, tls, deadline = 60_000 } = common;
  let sentinels: readonly RedisServer[] = [];
  try {
    sentinels = await startAll(count, () =>
      launchServer({
        ...(executable !== undefined && { executable }),
        ...(tls !== undefined && { tls }),
        deadline,
        password: sentinelPassword,
        args: ["--sentinel"],
        config: (access) => sentinelConfig(access, plan),
      }),
    );
    await introduce(name, replicated.primary, sentinels);
    await eventually(() => expectComplete(name, replicated.replicas.length, sentinels), { deadline });
    return new SentinelGroup(name, replicated, sentinels);
  } catch (error) {
    await Promise.all([replicated.stop(), ...sentinels.map((sentinel) => sentinel.stop())]);
    throw error;
  }
}

/** Tells the sentinels of each other, in their own words. They would find out by themselves, in two seconds. */
async function introduce(
  name: string,
  primary: RedisServer,
  sentinels: readonly RedisServer[],
): Promise<void> {
  for (const sentinel of sentinels) {
    const id = await sentinel.text("SENTINEL", "MYID");
    const greeting = [sentinel.host, sentinel.port, id, 0, name, primary.host, primary.port, 0].join(",");
    const others = sentinels.filter((other) => other !== sentinel);
    await Promise.all(others.map((other) => other.command("PUBLISH", "__sentinel__:hello", greeting)));
  }
}

async function expectComplete(
  name: string,
  replicas: number,
  sentinels: readonly RedisServer[],
): Promise<void> {
  const expected = `flags=master slaves=${replicas} others=${sentinels.length - 1}`;
  for (const sentinel of sentinels) {
    const pairs = (await sentinel.text("SENTINEL", "MASTER", name)) as string[];
    const field = (key: string) => pairs[pairs.indexOf(key) + 1];
    const seen = `flags=${field("flags")} slaves=${field("num-slaves")} others=${field("num-other-sentinels")}`;
    if (seen !== expected) throw new Error(`A sentinel sees ${seen} instead of ${expected}.`);
    for (const replica of (await sentinel.text("SENTINEL", "REPLICAS", name)) as string[][]) {
      const flags = replica[replica.indexOf("flags") + 1];
      // Before a sentinel has connected to it, a replica is "slave,disconnected", which clients take for dead.
      if (flags !== "slave") throw new Error(`A sentinel sees a replica with the flags ${flags}.`);
    }
  }
}
