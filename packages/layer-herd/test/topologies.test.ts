import { setTimeout as sleep } from "node:timers/promises";
import { createCaches, type Plugin } from "@coffer/cache-core";
import { ClusterClient } from "@coffer/client-cluster";
import { ShardClient } from "@coffer/client-shard";
import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { JsonSerializer } from "@coffer/serializer-json";
import { startCluster } from "@coffer-internal/servers";
import { afterAll, describe, expect, it } from "vitest";
import { rawOf } from "../../client-cluster/test/raw.js";
import { startShards } from "../../client-shard/test/shards.js";
import { withHerd } from "./with-herd.js";

const shards = await startShards();
const cluster = await startCluster();
afterAll(() => Promise.all([cluster.stop(), shards[Symbol.asyncDispose]()]));

const topologies: [name: string, Client: Plugin, LOCATION: readonly string[], raw: typeof shards.raw][] = [
  ["shards", withHerd(ShardClient), shards.urls, shards.raw],
  ["a cluster", withHerd(ClusterClient), cluster.urls, rawOf(cluster)],
];

describe.each(topologies)("herd over %s", (name, CLIENT_CLASS, LOCATION, raw) => {
  const OPTIONS = { CLIENT_CLASS, SERIALIZER: JsonSerializer, CONNECTION_FACTORY: ConnectionFactory };

  clientSuite({
    name: `herd over ${name}`,
    describe,
    it,
    createCache: createCacheWith({ LOCATION, OPTIONS }, { parent: import.meta }),
    raw,
    empty: () => raw("FLUSHALL"),
    capabilities: { plainValues: false, exactExpiry: false, oneServer: false },
  });

  it("loads each of many cold keys once, whichever client of several asks", async () => {
    await raw("FLUSHALL");
    const settings = { CACHES: { default: { LOCATION, OPTIONS } } };
    const clients = await Promise.all(
      Array.from({ length: 4 }, () => createCaches(settings, { parent: import.meta })),
    );
    const keys = Array.from({ length: 20 }, (_, n) => `cold${n}`);
    const loads: string[] = [];
    const answers = await Promise.all(
      clients.flatMap((caches) =>
        keys.map((key) =>
          caches.get().getOrSet(key, async () => {
            loads.push(key);
            await sleep(200);
            return `value of ${key}`;
          }),
        ),
      ),
    );
    expect(loads.sort()).toEqual(keys.toSorted());
    expect(answers).toEqual(clients.flatMap(() => keys.map((key) => `value of ${key}`)));
    await Promise.all(clients.map((caches) => caches.close()));
  });
});
