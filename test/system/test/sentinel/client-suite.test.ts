import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { startSentinels } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { ALL, FOUND, SMOKE } from "../../../fixtures/client-groups.js";
import { ioredis, nodeRedis } from "./drivers.js";
import { sentinelOptions } from "./open-cache.js";

const otherConnection =
  "reads have a connection of their own, and so no place among writes that have not been waited for";

/** What may come out otherwise where reads have a connection of their own. */
const READS_APART = SMOKE && [
  ...SMOKE,
  "getOrSet",
  "getOrSet and writes",
  "getOrSetMany",
  "tags",
  "update",
  "versions",
];

// There are no replicas, so that what has been written is there for the next read; what is read from replicas is for tests of its own.
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
      "a read sees the write that was called before it, and not the one after": otherConnection,
      "every command keeps its place among the others on its key": otherConnection,
      "counting keeps its place among reads and writes": otherConnection,
      "counting with fractions and beyond 64 bits keeps its place too": otherConnection,
      "counting from a value that Redis cannot count keeps its place too": otherConnection,
      "a script that the server has forgotten keeps its place too": otherConnection,
      "what is deleted in several round trips is deleted before what is asked behind it": otherConnection,
      "a pattern deletes what it names alone, also of the keys that are asked for meanwhile": otherConnection,
      "sets, hashes and sorted sets keep their place too": otherConnection,
      "a write beside one that Redis refuses keeps its place before a read of its key": otherConnection,
      "patterns and clear see what was called before them": otherConnection,
      "pull keeps its place among the other calls for its key": otherConnection,
      "getWithTtl keeps its place among the other calls for its key": otherConnection,
      "a script keeps its place among the calls for its keys": otherConnection,
      "a set with tags keeps its place among the calls of a turn": otherConnection,
      "a compressor that takes its time changes no order": otherConnection,
      "2,000 mixed operations at once lose nothing and keep their order, key by key": otherConnection,
    },
  });
}
