import {
  type Cache,
  type CacheSettings,
  type Caches,
  type ClientContext,
  createCaches,
} from "@coffer/cache-core";
import { BaseClient, PrimaryAndReplicas } from "@coffer/client-default";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { JsonSerializer } from "@coffer/serializer-json";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

/** Like a cluster: one lane, and no command may name keys with different endings. */
class SlotClient extends BaseClient {
  constructor(context: ClientContext) {
    super(context, new OneServerWithSlots(context));
  }
}

class OneServerWithSlots extends PrimaryAndReplicas {
  override groupOf(redisKey?: string | Buffer): number {
    return String(redisKey).charCodeAt(String(redisKey).length - 1);
  }
}

describe("a client whose keys cannot all be named by one command", () => {
  let server: RedisServer;
  let caches: Caches;
  let cache: Cache;
  const cachesWith = (more: CacheSettings = {}) => {
    const OPTIONS = {
      CLIENT_CLASS: SlotClient,
      SERIALIZER: JsonSerializer,
      CONNECTION_FACTORY: ConnectionFactory,
    };
    const settings = { LOCATION: server.url(), VERSION: 1, OPTIONS, ...more };
    return createCaches({ CACHES: { default: settings } }, { parent: import.meta });
  };
  beforeAll(async () => {
    server = await startServer();
    caches = await cachesWith();
    cache = caches.get();
  });
  afterAll(async () => {
    await caches.close();
    await server.stop();
  });
  beforeEach(() => server.command("FLUSHALL"));

  /** The commands that the server got from `work`, with each key reduced to its ending. */
  async function namedBy(work: () => Promise<unknown>): Promise<string[]> {
    const monitor = await server.monitor();
    await work();
    const commands = await monitor.stop();
    const names = ["UNLINK", "SUNION", "SINTER", "SDIFF", "SMOVE", "SUNIONSTORE", "RENAME", "RESTORE"];
    return commands
      .filter(({ name }) => names.includes(name))
      .map(
        ({ name, args }) =>
          `${name} ${args.filter((each) => String(each).startsWith(":")).map((each) => String(each).at(-1))}`,
      );
  }

  it("deletes each group of keys by a separate command, in one round trip", async () => {
    const keys = ["a1", "b2", "c1", "d3", "e2"];
    await cache.setMany(new Map(keys.map((key) => [key, 1])));
    const asked = await namedBy(async () => expect(await cache.deleteMany([...keys, "none1"])).toBe(5));
    expect(asked).toEqual(["UNLINK 1,1,1", "UNLINK 2,2", "UNLINK 3"]);
    await cache.setMany(new Map(keys.map((key) => [key, 1])));
    const scanned = await namedBy(async () => expect(await cache.deletePattern("*")).toBe(5));
    expect(scanned.toSorted()).toEqual(["UNLINK 1,1", "UNLINK 2,2", "UNLINK 3"]);
  });

  it("combines sets group by group", async () => {
    await cache.sadd("a1", 1, 2, 3);
    await cache.sadd("b1", 3);
    await cache.sadd("c2", 2);
    await cache.sadd("d2", 9);
    const asked = await namedBy(async () => {
      expect(await cache.sdiff("a1", "c2", "b1", "d2")).toEqual(new Set([1]));
      expect(await cache.sinter("a1", "b1")).toEqual(new Set([3]));
      expect(await cache.sunion("a1", "d2")).toEqual(new Set([1, 2, 3, 9]));
      expect(await cache.sunionstore("to2", "c2", "d2")).toBe(2);
      expect(await cache.sunionstore("to1", "c2", "d2")).toBe(2);
    });
    expect(asked).toEqual([
      ...["SDIFF 1,1", "SUNION 2,2"],
      "SINTER 1,1",
      ...["SUNION 1", "SUNION 2"],
      "SUNIONSTORE 2,2,2",
      ...["SUNION 2,2", "UNLINK 1"],
    ]);
    expect(await cache.smembers("to1")).toEqual(new Set([2, 9]));
  });

  it("moves versions by copying, on one lane too", async () => {
    // The version determines the group.
    const KEY_FUNCTION = (key: string, prefix: string, version: string | number) =>
      `${prefix}:${key}${version}`;
    await using moving = await cachesWith({ KEY_FUNCTION });
    const moved = moving.get();
    await moved.set("k", { n: 1 }, 100);
    const asked = await namedBy(async () => {
      const all = [moved.incrVersion("k"), moved.get("k", undefined, { version: 2 }), moved.get("k", "gone")];
      expect(await Promise.all(all)).toEqual([2, { n: 1 }, "gone"]);
    });
    expect(asked).toEqual(["RESTORE 2", "UNLINK 1"]);
    expect(await moved.ttl("k", { version: 2 })).toBeCloseTo(100, -1);
    await expect(moved.incrVersion("none")).rejects.toMatchObject({ code: "ERR_KEY_NOT_FOUND" });
  });

  it("rejects a script with keys of several groups, before anything is sent", async () => {
    const script = { name: "groups:set", source: "return redis.call('UNLINK', unpack(KEYS))" };
    await cache.setMany({ a1: 1, b1: 1, c2: 1 });
    const asked = await namedBy(async () => {
      await expect(cache.client.run(script, ["a1", "b1", "c2"])).rejects.toThrow(
        /':1:a1' and ':1:c2'.*braces/,
      );
    });
    expect(asked).toEqual([]);
    expect(await cache.client.run(script, ["a1", "b1"])).toBe(2);
  });

  it("rejects moving a member between groups", async () => {
    await cache.sadd("a1", 1);
    const asked = await namedBy(() => expect(cache.smove("a1", "b2", 1)).rejects.toThrow(/braces/));
    expect(asked).toEqual([]);
    expect(await cache.smove("a1", "b1", 1)).toBe(true);
  });
});
