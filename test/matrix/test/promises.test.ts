import { setImmediate as turn } from "node:timers/promises";
import type { Compressor } from "@coffer/cache-core";
import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { startCluster } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { rawOf } from "../../../packages/client-cluster/test/raw.js";
import { startShards } from "../../../packages/client-shard/test/shards.js";
import { ALL } from "../../fixtures/client-groups.js";

/**
 * Returns a promise for every value, as real compressors do only for large ones, so that everything that may wait for
 * bytes waits here. Of two values the later one is finished first, as may happen in a thread pool. It shortens nothing:
 * the compressors' own tests cover that.
 */
class PromisingCompressor implements Compressor {
  #count = 0;

  async compress(data: Buffer): Promise<Buffer> {
    await this.#work();
    return Buffer.concat([Buffer.from("!"), data]);
  }

  async decompress(data: Buffer): Promise<Buffer> {
    await this.#work();
    return data[0] === 0x21 ? data.subarray(1) : data;
  }

  async #work(): Promise<void> {
    await turn();
    if (this.#count++ % 2 === 0) await turn();
  }
}

/**
 * The groups whose calls wait for bytes, and those whose calls must not overtake them. All groups run with `npm run
 * test:all`.
 */
const GROUPS = [
  "values",
  "add and has",
  "getOrSet and writes",
  "getOrSetMany",
  "update",
  "tags",
  "loads with tags",
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
    name: `the ${CLIENT_CLASS} client with a compressor that returns promises`,
    describe,
    it,
    createCache: createCacheWith({ LOCATION, OPTIONS }, { parent: import.meta }),
    raw,
    empty: () => raw("FLUSHALL"),
    capabilities: { oneServer: false, plainValues: false },
    groups: ALL ? undefined : GROUPS,
    cannot: {
      "values stored before compression was enabled, and short values, can be read":
        "every cache here has the compressor",
    },
  });
}
