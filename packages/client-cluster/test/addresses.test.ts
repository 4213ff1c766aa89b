import type { Cache } from "@coffer/cache-core";
import { type Cluster, eventually, startCluster, startProxy, startServer } from "@coffer-internal/servers";
import { describe, expect, it, onTestFinished } from "vitest";
import { openCache } from "./open-cache.js";
import { DRIVERS, ROUTED } from "./settings.js";

const KEYS: readonly string[] = Array.from({ length: 60 }, (_, n) => `k${n}`);
const ENTRIES: ReadonlyMap<string, string> = new Map(KEYS.map((key) => [key, key]));

/** Writes and reads all keys while the slot of one of them moves. */
async function expectServed(cluster: Cluster, cache: Cache): Promise<void> {
  expect(await cache.setMany(ENTRIES)).toEqual([]);
  expect(await cache.getMany(KEYS)).toEqual(ENTRIES);
  const slot = await cluster.slotOf(":1:{k0}a");
  const source = await cluster.masterOf(slot);
  const target = cluster.masters.find((server) => server !== source) ?? expect.fail("no other primary");
  const together = ["{k0}a", "{k0}b", "{k0}c", "{k0}d"];
  await cache.setMany(new Map(together.map((key) => [key, key])));
  await cluster.moveSlot(slot, target, async () => {
    // Half of them have moved already: ASK.
    expect(await Promise.all(together.map((key) => cache.get(key)))).toEqual(together);
  });
  // MOVED.
  expect(await Promise.all(together.map((key) => cache.get(key)))).toEqual(together);
  expect(new Set(await cache.keys("*"))).toEqual(new Set([...KEYS, ...together]));
}

/** Proxies for each node, and the address of each. */
async function waysTo(cluster: Cluster): Promise<string[]> {
  const proxies = await Promise.all(cluster.servers.map((server) => startProxy(server)));
  onTestFinished(() => Promise.all(proxies.map((proxy) => proxy.stop())).then(() => {}));
  return proxies.map((proxy) => new URL(proxy.url()).host);
}

describe.each(ROUTED)("on %s", (driver) => {
  it("a single node that does not know its own host is reached at the address of the question", async () => {
    await using server = await startServer({ cluster: true });
    await server.command("CLUSTER", "ADDSLOTSRANGE", 0, 16_383);
    await eventually(async () =>
      expect(String(await server.command("CLUSTER", "INFO"))).toContain("state:ok"),
    );
    expect(await server.text("CLUSTER", "SLOTS")).toMatchObject([[0, 16_383, { 0: "", 1: server.port }]]);
    const cache = await openCache({ urls: [server.url()] }, DRIVERS[driver]);
    expect(await cache.setMany(ENTRIES)).toEqual([]);
    expect(await cache.getMany(KEYS)).toEqual(ENTRIES);
    await cache.clear();
    expect(await cache.keys("*")).toEqual([]);
  });

  it("a cluster that names no hosts is reached at the host of LOCATION", async () => {
    await using cluster = await startCluster({
      replicas: 0,
      config: { "cluster-preferred-endpoint-type": "unknown-endpoint" },
    });
    const cache = await openCache({ urls: [String(cluster.urls[0])] }, DRIVERS[driver]);
    await expectServed(cluster, cache);
  });

  it("ADDRESS_MAP maps nodes behind NAT, for redirections and the driver's object too", async () => {
    await using cluster = await startCluster({ replicas: 0 });
    const ways = await waysTo(cluster);
    const ports = await cluster.announcePorts();
    const ADDRESS_MAP = Object.fromEntries(
      ports.map((port, index) => [`127.0.0.1:${port}`, ways[index] as string]),
    );
    const cache = await openCache({ urls: [`redis://${ways[0]}`] }, { ...DRIVERS[driver], ADDRESS_MAP });
    await expectServed(cluster, cache);
    const native = (await cache.client.getRedisConnection()) as { get(key: string): Promise<string> };
    expect(await Promise.all(KEYS.map((key) => native.get(`:1:${key}`)))).toEqual(
      KEYS.map((key) => `"${key}"`),
    );
  });
});

describe("a cluster with TLS whose certificates contain names only", async () => {
  const start = async () => {
    const cluster = await startCluster({
      replicas: 0,
      tls: true,
      config: {
        "cluster-announce-hostname": "localhost",
        "cluster-preferred-endpoint-type": "hostname",
      },
    });
    for (const server of cluster.servers) {
      const { namedCert, namedKey } = server.tls ?? expect.fail("no certificates");
      await server.command("CONFIG", "SET", "tls-cert-file", namedCert, "tls-key-file", namedKey);
    }
    return cluster;
  };

  it.each(ROUTED)("is reached by name, on %s", async (driver) => {
    await using cluster = await start();
    const CONNECTION_POOL_KWARGS = { ssl_ca_certs: cluster.masters[0]?.tls?.ca };
    const open = (host: string) =>
      openCache(
        { urls: [`rediss://${host}:${cluster.masters[0]?.port}`] },
        { ...DRIVERS[driver], CONNECTION_POOL_KWARGS },
      );
    const cache = await open("localhost");
    expect(await cache.setMany(ENTRIES)).toEqual([]);
    expect(await cache.getMany(KEYS)).toEqual(ENTRIES);
    const native = (await cache.client.getRedisConnection()) as { get(key: string): Promise<string> };
    expect(await native.get(":1:k0")).toBe('"k0"');

    // By address the certificate does not match, and the error says so.
    const byAddress = await open("127.0.0.1");
    await expect(byAddress.get("k")).rejects.toMatchObject({
      code: "ERR_UNREACHABLE",
      message: expect.stringMatching(/certificate's altnames.*127\.0\.0\.1/),
    });
  });
});

it.each([
  ["natMap", "ioredis 6"],
  ["nodeAddressMap", "node-redis 6"],
  ["dnsLookup", "ioredis 6"],
  ["clusterRetryStrategy", "ioredis 6"],
  ["rootNodes", "node-redis 6"],
  ["useReplicas", "node-redis 6"],
] as const)("the driver's %s is rejected with what to write instead, on %s", async (name, driver) => {
  const options = { ...DRIVERS[driver], REDIS_CLIENT_KWARGS: { [name]: {} } };
  await expect(openCache({ urls: ["redis://127.0.0.1:1"] }, options)).rejects.toThrow(
    new RegExp(`REDIS_CLIENT_KWARGS.${name}: leave it out: `),
  );
});

it("a problem in ADDRESS_MAP is reported when the settings are read", async () => {
  const options = { ...DRIVERS["ioredis 6"], ADDRESS_MAP: { "redis://10.0.0.1:6379": "b:1" } };
  await expect(openCache({ urls: ["redis://127.0.0.1:1"] }, options)).rejects.toThrow(/ADDRESS_MAP\.redis:/);
});
