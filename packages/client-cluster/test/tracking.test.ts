import type { ClusterConnection } from "@coffer/cache-core";
import { ConnectionFactory as OnIoredis } from "@coffer/connection-ioredis";
import { ConnectionFactory as OnNodeRedis } from "@coffer/connection-redis";
import { type Cluster, startCluster } from "@coffer-internal/servers";
import { describe, expect, it, onTestFinished } from "vitest";
import { type WatchedLink, watchLink } from "../../../test/suites/watch-link.js";

const FACTORIES = { ioredis: OnIoredis, "node-redis": OnNodeRedis };

async function connected(
  Factory: typeof OnIoredis,
  { masters }: Cluster,
  options: object = {},
): Promise<ClusterConnection> {
  const connection = new Factory(options).connectCluster(masters.map((master) => master.url()));
  onTestFinished(() => connection.close());
  await connection.ready();
  return connection;
}

/** A link to each primary, by address. */
async function watchAll(cluster: ClusterConnection): Promise<Map<string, WatchedLink>> {
  const links = new Map(cluster.masters.map((node) => [node, watchLink(cluster, node)]));
  for (const link of links.values()) await link.is("armed");
  return links;
}

// The kit implements what they report.
describe("links to the nodes of a cluster", () => {
  it("report the keys of their node, and a slot that it loses", async () => {
    await using servers = await startCluster({ replicas: 0 });
    const cluster = await connected(OnIoredis, servers);
    const links = await watchAll(cluster);
    for (let n = 0; n < 20; n += 1) {
      const key = `k${n}`;
      await cluster.send("SET", [key, "x"]);
      const owner = cluster.nodeOf(cluster.slotOf(key), true) as string;
      await links.get(owner)?.has(key);
      for (const [node, link] of links) if (node !== owner) expect(link.invalidated).not.toContain(key);
    }

    const keys = ["{moving}:1", "{moving}:2", "{moving}:3"];
    const slot = cluster.slotOf("{moving}");
    const loser = cluster.nodeOf(slot, true) as string;
    for (const key of keys) await cluster.send("SET", [key, "x"]);
    const losing = links.get(loser) as WatchedLink;
    for (const key of keys) await losing.has(key);
    losing.invalidated.length = 0;
    const target = servers.masters.find(({ port }) => !loser.endsWith(`:${port}`)) ?? expect.fail("no other");
    await servers.moveSlot(slot, target);
    for (const key of keys) await losing.has(key);
    await cluster.send("SET", [keys[0] as string, "y"]);
    await [...links].find(([node]) => node.endsWith(`:${target.port}`))?.[1].has(keys[0] as string);
    for (const { changes } of links.values()) expect(changes).toEqual(["armed"]);
  });
});

describe.each(Object.entries(FACTORIES))("links to the nodes of a cluster, on %s,", (_, Factory) => {
  it("have the login and the TLS of the cluster, and use ADDRESS_MAP", async () => {
    await using servers = await startCluster({ replicas: 0, password: "s3cret", tls: true });
    const ca = servers.masters[0]?.tls?.ca;
    const cluster = await connected(Factory as typeof OnIoredis, servers, {
      CONNECTION_POOL_KWARGS: { ssl_ca_certs: ca },
      ADDRESS_MAP: (announced: string) => announced.replace(/^.*:/, "localhost:"),
    });
    expect(cluster.masters.every((node) => node.startsWith("localhost:"))).toBe(true);
    const links = await watchAll(cluster);
    await cluster.send("SET", ["key", "x"]);
    await links.get(cluster.nodeOf(cluster.slotOf("key"), true) as string)?.has("key");
  });
});
