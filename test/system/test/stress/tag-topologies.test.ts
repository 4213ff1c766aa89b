import { type RedisServer, startCluster, startReplicated } from "@coffer-internal/servers";
import { type Cache, type CacheSettings, createCaches } from "coffer";
import { expect, test } from "vitest";

async function open(cache: CacheSettings): Promise<{ cache: Cache } & AsyncDisposable> {
  const caches = await createCaches({ CACHES: { default: cache } });
  await caches.ready();
  return { cache: caches.get(), [Symbol.asyncDispose]: () => caches.close() };
}

test("a value on a replica that has not received an invalidation is missing", async () => {
  await using servers = await startReplicated();
  const [replica] = servers.replicas as [RedisServer];
  await using opened = await open({ LOCATION: [servers.primary.url(), replica.url()] });
  const { cache } = opened;
  await cache.set("k", "old", { tags: ["news"] });
  await servers.settled();
  expect(await cache.get("k")).toBe("old");
  // From now on the replica receives no writes.
  await replica.command("REPLICAOF", "NO", "ONE");
  await cache.deleteByTag("news");
  expect(await cache.get("k")).toBeUndefined();
  expect(await cache.getOrSet("k", () => "new", { tags: ["news"] })).toBe("new");
});

test("every invalidation takes effect while the slots of a value and of its tag move", async () => {
  await using cluster = await startCluster({ replicas: 0 });
  await using opened = await open({ LOCATION: cluster.urls, OPTIONS: { CLIENT_CLASS: "cluster" } });
  const { cache } = opened;
  let rounds = 0;
  const round = async () => {
    rounds += 1;
    const value = `value ${rounds}`;
    const options = { tags: ["news"] };
    expect(await cache.getOrSet("k", () => value, options)).toBe(value);
    expect(await cache.get("k")).toBe(value);
    expect(await cache.getOrSet("k", () => "not this", options)).toBe(value);
    expect(await cache.deleteByTag("news")).toBe(true);
    expect(await cache.get("k")).toBeUndefined();
  };
  await round();
  for (const key of [":1:k", "{:1:news}:tag", "{:1:tags}:last"]) {
    const slot = await cluster.slotOf(key);
    const owner = await cluster.masterOf(slot);
    const other = cluster.masters.find((server) => server !== owner) as RedisServer;
    // One round in the middle of the move, one after it.
    await cluster.moveSlot(slot, other, round);
    await round();
  }
  expect(rounds).toBe(7);
});

test("an invalidation whose server fails between its two steps is an error, and takes effect when it is repeated", async () => {
  // The replica takes over only on command, not by itself.
  await using cluster = await startCluster({
    config: { "cluster-require-full-coverage": "no", "cluster-node-timeout": 30_000 },
  });
  await using opened = await open({
    LOCATION: cluster.urls,
    OPTIONS: { CLIENT_CLASS: "cluster", SOCKET_TIMEOUT: 2, SOCKET_CONNECT_TIMEOUT: 2 },
  });
  const { cache } = opened;
  const numbers = await cluster.masterOf(await cluster.slotOf("{:1:tags}:last"));
  const tag = await tagElsewhere(cluster, numbers);
  const victim = await cluster.masterOf(await cluster.slotOf(`{:1:${tag}}:tag`));
  const replica = cluster.replicas[cluster.masters.indexOf(victim)] as RedisServer;
  await cache.set("k", "old", { tags: [tag] });

  // The first step, which assigns a number, succeeds. The second, which stores the tag's new version, fails.
  await victim.freeze();
  const before = await numbers.text("GET", "{:1:tags}:last");
  await expect(cache.deleteByTag(tag)).rejects.toMatchObject({
    code: expect.stringMatching(/^ERR_(UNREACHABLE|NO_REPLY|TIMEOUT)$/),
  });
  expect(await numbers.text("GET", "{:1:tags}:last")).not.toBe(before);
  await replica.command("CLUSTER", "FAILOVER", "TAKEOVER");

  await expect
    .poll(() => cache.deleteByTag(tag).catch((error: Error) => error), { timeout: 60_000 })
    .toBe(true);
  expect(await cache.get("k")).toBeUndefined();
  expect(await cache.getOrSet("k", () => "new", { tags: [tag] })).toBe("new");
  victim.thaw();
  // Until it learns that it is a replica, it acts as a master.
  await victim.waitFor(async (server) => (await server.info("replication")).role === "slave");
  expect(await cache.get("k")).toBe("new");
});

type Cluster = Awaited<ReturnType<typeof startCluster>>;

/** A tag that is neither on the master `numbers` nor on that of the value, so that the value stays readable. */
async function tagElsewhere(cluster: Cluster, numbers: RedisServer): Promise<string> {
  const values = await cluster.masterOf(await cluster.slotOf(":1:k"));
  for (let n = 0; ; n++) {
    const owner = await cluster.masterOf(await cluster.slotOf(`{:1:tag ${n}}:tag`));
    if (owner !== numbers && owner !== values) return `tag ${n}`;
  }
}
