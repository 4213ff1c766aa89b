import { eventually } from "./eventually.js";
import { launchServer } from "./launch-server.js";
import type { RedisServer } from "./redis-server.js";
import { type SentinelConfig, sentinelConfig } from "./sentinel-config.js";
import { SentinelGroup } from "./sentinel-group.js";
import { startAll } from "./start-all.js";
import { type ReplicatedOptions, startReplicated } from "./start-replicated.js";

export interface SentinelOptions extends ReplicatedOptions {
  /**
   * The name of the service, by which clients find the primary.
   * @default "mymaster"
   */
  name?: string;
  /** @default 3 */
  sentinels?: number;
  /**
   * The quorum: how many sentinels must consider the primary down.
   * @default 2
   */
  quorum?: number;
  /** The password of the sentinels; that of the servers is `password`. */
  sentinelPassword?: string;
  /**
   * Milliseconds without an answer after which a server counts as down.
   * @default 2000
   */
  downAfter?: number;
}

/** Starts a primary, its replicas, and sentinels that monitor them. Resolves when the sentinels know all servers and each other. */
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

/** Sends the sentinels the messages by which they discover each other. They would send these themselves after two seconds. */
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
      // Until a sentinel has connected to a replica, its flags are "slave,disconnected", and clients consider it down.
      if (flags !== "slave") throw new Error(`A sentinel sees a replica with the flags ${flags}.`);
    }
  }
}
