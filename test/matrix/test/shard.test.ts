import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { afterAll, describe, it } from "vitest";
import { startShards } from "../../../packages/client-shard/test/shards.js";
import { FOUND } from "../../fixtures/client-groups.js";
import { OTHER_DRIVERS } from "./drivers.js";

for (const driver of OTHER_DRIVERS) {
  const shards = await startShards();
  afterAll(() => shards[Symbol.asyncDispose]());
  const OPTIONS = {
    CLIENT_CLASS: "@coffer/client-shard",
    CONNECTION_FACTORY: driver,
    SERIALIZER: "@coffer/serializer-json",
  };
  clientSuite({
    name: `ShardClient on ${driver}`,
    describe,
    it,
    createCache: createCacheWith({ LOCATION: shards.urls, OPTIONS }, { parent: import.meta }),
    raw: shards.raw,
    capabilities: { oneServer: false },
    groups: FOUND,
  });
}
