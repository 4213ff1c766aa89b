import { eventually, type RedisServer, startCluster } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { openCache } from "../open-cache.js";
import { DRIVERS, ROUTED } from "../settings.js";

const KEYS: readonly string[] = Array.from({ length: 10_000 }, (_, n) => `k${n}`);

/** Calls `work` repeatedly until `stop`, which resolves to the errors. */
function repeatedly(work: () => Promise<unknown>): { readonly calls: number; stop(): Promise<unknown[]> } {
  const failures: unknown[] = [];
  let isOver = false;
  const loop = {
    calls: 0,
    stop() {
      isOver = true;
      return ended;
    },
  };
  const run = async () => {
    while (!isOver) {
      await work().catch((error: unknown) => failures.push(error));
      loop.calls += 1;
    }
    return failures;
  };
  const ended = run();
  return loop;
}

describe.each(ROUTED)("a replica that takes over by CLUSTER FAILOVER, on %s", (driver) => {
  it("no call fails, of 10,000 keys at once or of several callers, and none is counted twice", async () => {
    // A busy machine must not be taken for a failed node, and a lagging node must not reject its slots.
    await using cluster = await startCluster({
      config: { "cluster-node-timeout": 15_000, "cluster-require-full-coverage": "no" },
    });
    const cache = await openCache(cluster, {
      ...DRIVERS[driver],
      SOCKET_TIMEOUT: 30,
      SOCKET_CONNECT_TIMEOUT: 30,
    });
    const entries = new Map(KEYS.map((key) => [key, key]));
    expect(await cache.setMany(entries)).toEqual([]);
    const incremented = new Map<string, number>();
    const loops = [
      repeatedly(async () => expect((await cache.getMany(KEYS)).size).toBe(KEYS.length)),
      ...Array.from({ length: 4 }, (_, caller) => {
        const some = KEYS.slice(caller * 100, caller * 100 + 100);
        return repeatedly(async () => {
          expect(await cache.setMany(some.map((key) => [key, key] as const))).toEqual([]);
          const counter = `counter${caller}`;
          await cache.incr(counter, 1, { ignoreKeyCheck: true });
          incremented.set(counter, (incremented.get(counter) ?? 0) + 1);
        });
      }),
    ];
    const flow = async () => {
      const before = loops.map(({ calls }) => calls);
      const flows = () => loops.every(({ calls }, index) => calls > (before[index] as number) + 1);
      await expect.poll(flows, { timeout: 60_000 }).toBe(true);
    };
    await flow();
    const replica = cluster.replicas[0] as RedisServer;
    const isMaster = async () => (await replica.info("replication")).role === "master";
    // A replica that does not catch up within five seconds gives it up, and has to be told again.
    await eventually(
      async () => {
        if (await isMaster()) return;
        await replica.command("CLUSTER", "FAILOVER");
        await replica.waitFor(isMaster, { deadline: 6_000 });
      },
      { deadline: 60_000 },
    );
    await flow();
    expect((await Promise.all(loops.map((loop) => loop.stop()))).flat()).toEqual([]);
    expect(await cache.getMany(KEYS)).toEqual(entries);
    for (const [counter, count] of incremented) expect(await cache.get(counter)).toBe(count);
  });
});
