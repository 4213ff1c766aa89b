import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { startSentinels } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { ALL, FOUND } from "../../../fixtures/client-groups.js";
import { ioredis, nodeRedis } from "./drivers.js";
import { sentinelOptions } from "./open-cache.js";

const otherConnection =
  "reads have a connection of their own, and so no place among writes that have not been waited for";

/** The groups whose results may differ if reads have their own connection. */
const READS_APART = [
  ...(FOUND ?? []),
  "many keys",
  "getOrSet",
  "getOrSet and writes",
  "tags",
  "update",
  "versions",
  "order",
];

// There are no replicas, so that a read sees every write before it. Other tests cover reads from replicas.
const group = await startSentinels({ replicas: 0, name: "MyMaster" });
afterAll(() => group.stop());
const [primary] = group.members;

for (const { name, options } of [...ioredis, ...nodeRedis]) {
  const OPTIONS = { ...sentinelOptions(group), ...options };
  clientSuite({
    name: `SentinelClient on ${name}`,
    describe,
    it,
    createCache: createCacheWith({ LOCATION: "redis://MyMaster/0", OPTIONS }, { parent: import.meta }),
    raw: async (...command) => primary?.command(...command),
    groups: ioredis.some((driver) => driver.name === name) ? (ALL ? undefined : READS_APART) : FOUND,
    deadLocation: "redis://nobody/0",
    cannot: {
      "with one server, reads and writes go to it": "reads have a connection of their own",
      "a read sees a write that was called before it, and not one called after it": otherConnection,
      "every command keeps its order among the others on its key": otherConnection,
      "counters keep their order among reads and writes": otherConnection,
      "counters with fractions and beyond 64 bits keep their order too": otherConnection,
      "counting a value that Redis cannot count keeps its order too": otherConnection,
      "a script that the server has evicted keeps its order too": otherConnection,
      "a deletion in several round trips is complete before a later read": otherConnection,
      "a pattern deletes only matching keys, also among keys that are read meanwhile": otherConnection,
      "sets, hashes and sorted sets keep their order too": otherConnection,
      "a write next to a rejected one still precedes a read of its key": otherConnection,
      "patterns and clear see the writes that were called before them": otherConnection,
      "pull keeps its order among the other calls for its key": otherConnection,
      "getWithTtl keeps its order among the other calls for its key": otherConnection,
      "a script keeps its order among the calls for its keys": otherConnection,
      "set with tags keeps its order among the calls of a turn": otherConnection,
      "a slow compressor does not change the order": otherConnection,
      "2,000 concurrent mixed operations lose nothing and keep their order for each key": otherConnection,
    },
  });
}
