import { setTimeout as sleep } from "node:timers/promises";
import {
  eventually,
  startCluster,
  startProxy,
  startReplicated,
  startSentinels,
  startServer,
} from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { armed, hitsOf, kept } from "../armed.js";
import { openCache } from "../open-cache.js";

const KEYS = Array.from({ length: 40 }, (_, index) => `k${index}`);
const entries = (value: number) => new Map(KEYS.map((key) => [key, value]));

describe("a cluster", { timeout: 120_000 }, () => {
  it.each(["ioredis", "redis"])(
    "values of all primaries are kept, and removed (%s)",
    async (CONNECTION_FACTORY) => {
      await using cluster = await startCluster();
      const OPTIONS = { CLIENT_CLASS: "cluster", CONNECTION_FACTORY };
      await using cache = await openCache({ LOCATION: cluster.urls, OPTIONS });
      await using other = await openCache({ LOCATION: cluster.urls, OPTIONS });
      await armed(cache);
      await cache.setMany(entries(1));
      await kept(cache, ...KEYS);
      await other.setMany(entries(2));
      await eventually(async () => expect(await cache.getMany(KEYS)).toEqual(entries(2)));
    },
  );

  it("reads from replicas are kept, too", async () => {
    await using cluster = await startCluster();
    const OPTIONS = { CLIENT_CLASS: "cluster", READ_FROM_REPLICAS: true };
    await using cache = await openCache({ LOCATION: cluster.urls, OPTIONS });
    await using other = await openCache({ LOCATION: cluster.urls, OPTIONS: { CLIENT_CLASS: "cluster" } });
    await armed(cache);
    await cache.setMany(entries(1));
    await kept(cache, ...KEYS);
    await other.setMany(entries(2));
    await eventually(async () => expect(await cache.getMany(KEYS)).toEqual(entries(2)));
  });

  it("no change is missed for a slot that moves, also while it moves", async () => {
    await using cluster = await startCluster();
    const empty = await startServer({ cluster: true });
    await cluster.join(empty);
    const OPTIONS = { CLIENT_CLASS: "cluster" };
    const NEAR_CACHE = { MAX_LAG: 0.5 };
    await using cache = await openCache({ LOCATION: cluster.urls, OPTIONS, NEAR_CACHE });
    await using other = await openCache({ LOCATION: cluster.urls, OPTIONS, LAYERS: [] });
    await armed(cache);
    const slot = await cluster.slotOf("shop:1:k");
    let written = 0;
    const write = async () => {
      written += 1;
      await other.set("k", written);
      await eventually(async () => expect(await cache.get("k")).toBe(written));
    };
    await write();
    await kept(cache, "k");
    // To a primary that has no slots yet, and so no link: while the slot moves, it still answers reads.
    await cluster.moveSlot(slot, empty, async () => {
      for (let n = 0; n < 5; n++) {
        await write();
        await cache.getMany(["k"]);
      }
    });
    for (let n = 0; n < 5; n++) await write();
    await armed(cache);
    await kept(cache, "k");
    await write();
    await empty.stop();
  });

  it("after a failover values are read again, and kept again", async () => {
    await using cluster = await startCluster();
    await using cache = await openCache({
      LOCATION: cluster.urls,
      OPTIONS: { CLIENT_CLASS: "cluster", IGNORE_EXCEPTIONS: true },
    });
    await armed(cache);
    await cache.set("k", 1);
    await kept(cache, "k");
    const master = await cluster.masterOf(await cluster.slotOf("shop:1:k"));
    await master.kill();
    await eventually(async () => expect(await cache.set("k", 2)).toBe(true), { deadline: 60_000 });
    await eventually(async () => expect(await cache.get("k")).toBe(2), { deadline: 60_000 });
    await armed(cache);
    await kept(cache, "k");
  });
});

describe("a primary and replicas", { timeout: 60_000 }, () => {
  it("values of replicas are kept until the replica has changed them; versions of tags are the primary's", async () => {
    await using servers = await startReplicated({ replicas: 2 });
    const LOCATION = servers.servers.map((each) => each.url(0));
    await using cache = await openCache({ LOCATION });
    await using other = await openCache({ LOCATION });
    await armed(cache);
    await cache.setMany(entries(1));
    await servers.settled();
    await kept(cache, ...KEYS);
    await other.setMany(entries(2));
    await eventually(async () => expect(await cache.getMany(KEYS)).toEqual(entries(2)));
  });

  // It may not be asked on its link whether it has a primary: a subscriber cannot send ROLE, and where packets vanish ROLE says "connected" for a minute.
  it.each(["goes on where it was", "starts anew"])(
    "a replica that has lost its primary serves from memory what it has itself, and reports changes once it %s",
    async (how) => {
      await using servers = await startReplicated({ config: { "enable-debug-command": "yes" } });
      const { primary } = servers;
      const replica = servers.replicas[0] ?? expect.fail("there is no replica");
      await using proxy = await startProxy(primary);
      const behind = new URL(proxy.url(0));
      await replica.command("REPLICAOF", behind.hostname, behind.port);
      const isLinked = async () => (await replica.info("replication")).master_link_status === "up";
      await replica.waitFor(isLinked);
      const LOCATION = servers.servers.map((each) => each.url(0));
      await using cache = await openCache({ LOCATION, NEAR_CACHE: { MAX_LAG: 0.5, TIMEOUT: 3600 } });
      await armed(cache);
      await cache.set("k", 1);
      await servers.settled();
      await kept(cache, "k");
      proxy.cut();
      if (how === "starts anew") await primary.command("DEBUG", "CHANGE-REPL-ID");
      await primary.command("SET", "shop:1:k", "2");
      for (const end = performance.now() + 1000; performance.now() < end; await sleep(50)) {
        expect(String(await replica.command("GET", "shop:1:k"))).toBe("1");
        expect(await cache.get("k")).toBe(1);
      }
      const { host, port } = primary;
      await replica.command("REPLICAOF", host, port);
      await replica.waitFor(async () => String(await replica.command("GET", "shop:1:k")) === "2");
      await eventually(async () => expect(await cache.get("k")).toBe(2), { deadline: 5000 });
    },
  );
});

it("sentinels: after a failover values are read again, and kept again", { timeout: 120_000 }, async () => {
  await using group = await startSentinels();
  const OPTIONS = {
    CLIENT_CLASS: "@coffer/client-default#SentinelClient",
    CONNECTION_FACTORY: "@coffer/connection-ioredis#SentinelConnectionFactory",
    SENTINELS: group.sentinels.map(({ host, port }) => [host, port]),
    IGNORE_EXCEPTIONS: true,
  };
  await using cache = await openCache({ LOCATION: `redis://${group.name}/0`, OPTIONS });
  await armed(cache);
  await cache.set("k", 1);
  await kept(cache, "k");
  const old = await group.primary();
  await old.kill();
  await group.failedOver(old);
  await eventually(async () => expect(await cache.set("k", 2)).toBe(true), { deadline: 60_000 });
  await eventually(async () => expect(await cache.get("k")).toBe(2), { deadline: 60_000 });
  await armed(cache);
  await kept(cache, "k");
});

it("an outage of one of three shards does not affect the others", { timeout: 60_000 }, async () => {
  const servers = await Promise.all([1, 2, 3].map(() => startServer()));
  try {
    const LOCATION = servers.map((each) => each.url(0));
    await using cache = await openCache({
      LOCATION,
      OPTIONS: { CLIENT_CLASS: "shard", IGNORE_EXCEPTIONS: true },
    });
    await armed(cache);
    await cache.setMany(entries(1));
    await kept(cache, ...KEYS);
    await servers[0]?.kill();
    await eventually(async () => {
      await cache.getMany(KEYS);
      expect(cache.stats().near?.state).toBe("disconnected");
    });
    const before = hitsOf(cache);
    const left = await cache.getMany(KEYS);
    expect(left.size).toBeGreaterThan(0);
    expect(left.size).toBeLessThan(KEYS.length);
    expect(hitsOf(cache)).toBe(before + left.size);
  } finally {
    await Promise.all(servers.map((each) => each.stop()));
  }
});
