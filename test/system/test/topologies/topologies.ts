import { type RedisServer, startCluster, startSentinels } from "@coffer-internal/servers";
import type { CacheSettings } from "coffer";
import { startShards } from "../../../../packages/client-shard/test/shards.js";
import { sentinelOptions } from "../sentinel/open-cache.js";

/** Several servers that are one cache. */
export interface Topology extends AsyncDisposable {
  readonly settings: CacheSettings;
  /** The server that serves a key's writes. */
  serverOf(redisKey: string): Promise<RedisServer>;
}

/** By name. Each function starts its own servers. */
export const TOPOLOGIES: Readonly<Record<string, () => Promise<Topology>>> = {
  async cluster() {
    const cluster = await startCluster({ replicas: 0, config: { "cluster-require-full-coverage": "no" } });
    return {
      settings: { LOCATION: cluster.urls, OPTIONS: { CLIENT_CLASS: "cluster" } },
      serverOf: async (redisKey) => cluster.masterOf(await cluster.slotOf(redisKey)),
      [Symbol.asyncDispose]: () => cluster.stop(),
    };
  },

  async shards() {
    const shards = await startShards();
    return {
      settings: { LOCATION: shards.urls, OPTIONS: { CLIENT_CLASS: "shard" } },
      serverOf: async (redisKey) => shards.serverOf(redisKey),
      [Symbol.asyncDispose]: () => shards[Symbol.asyncDispose](),
    };
  },

  async sentinels() {
    const group = await startSentinels({ replicas: 0 });
    const CONNECTION_FACTORY = "@coffer/connection-ioredis#SentinelConnectionFactory";
    return {
      settings: {
        LOCATION: "redis://mymaster/0",
        OPTIONS: { ...sentinelOptions(group), CONNECTION_FACTORY },
      },
      serverOf: async () => group.members[0] as RedisServer,
      [Symbol.asyncDispose]: () => group.stop(),
    };
  },
};
