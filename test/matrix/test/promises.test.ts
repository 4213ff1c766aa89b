import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import type { Compressor } from "@coffer/cache-core";
import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { startCluster } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { rawOf } from "../../../packages/client-cluster/test/raw.js";
import { startShards } from "../../../packages/client-shard/test/shards.js";
import { ALL } from "../../fixtures/client-groups.js";

/**
 * Returns a promise for every value, as real compressors do only for large ones, so that everything that waits for
 * bytes waits here.
 */
class PromisingCompressor implements Compressor {
  async compress(data: Buffer): Promise<Buffer> {
    return Buffer.concat([Buffer.from("!"), await promisify(deflateRaw)(data)]);
  }

  async decompress(data: Buffer): Promise<Buffer> {
    return data[0] === 0x21 ? promisify(inflateRaw)(data.subarray(1)) : data;
  }
}

/** The groups that wait for bytes, and those that must not overtake them. All groups run with `npm run test:all`. */
const GROUPS = [
  "values",
  "add and has",
  "getOrSet and writes",
  "getOrSetMany",
  "update",
  "tags",
  "order",
  "order of counters",
  "neighbours",
];

const shards = await startShards();
const cluster = await startCluster({ replicas: 0 });
afterAll(() => Promise.all([shards[Symbol.asyncDispose](), cluster.stop()]));

const topologies = [
  { CLIENT_CLASS: "shard", LOCATION: shards.urls, raw: shards.raw },
  { CLIENT_CLASS: "cluster", LOCATION: cluster.urls, raw: rawOf(cluster) },
];

for (const { CLIENT_CLASS, LOCATION, raw } of topologies) {
  const OPTIONS = {
    CLIENT_CLASS,
    CONNECTION_FACTORY: "ioredis",
    SERIALIZER: "json",
    COMPRESSOR: PromisingCompressor,
  };
  clientSuite({
    name: `the ${CLIENT_CLASS} client with a compressor that gives promises`,
    describe,
    it,
    createCache: createCacheWith({ LOCATION, OPTIONS }, { parent: import.meta }),
    raw,
    empty: () => raw("FLUSHALL"),
    capabilities: { oneServer: false, plainValues: false },
    groups: ALL ? undefined : GROUPS,
  });
}
