import { eventually, startSentinels } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import { describe, expect, it } from "vitest";
import { connect, roleOf } from "../sentinel/connecting.js";
import { ioredis, nodeRedis } from "../sentinel/drivers.js";
import { addresses, openCache, sentinelOptions } from "../sentinel/open-cache.js";

it("the settings for sentinels in django-redis's manual work unchanged", async () => {
  await using group = await startSentinels();
  const settings = {
    DJANGO_REDIS_CONNECTION_FACTORY: "django_redis.pool.SentinelConnectionFactory",
    CACHES: {
      default: {
        BACKEND: "django_redis.cache.RedisCache",
        LOCATION: "redis://mymaster/0",
        OPTIONS: {
          CLIENT_CLASS: "django_redis.client.SentinelClient",
          SENTINELS: addresses(group.sentinels),
          SENTINEL_KWARGS: {},
          CONNECTION_POOL_CLASS: "redis.sentinel.SentinelConnectionPool",
        },
      },
    },
  };
  await using caches = await createCaches(settings, { parent: import.meta });
  expect(await caches.get().set("key", "value")).toBe(true);
});

describe.each([...ioredis, ...nodeRedis])("with $name", (driver) => {
  it("servers and sentinels get the TLS options and credentials of the settings, which are not modified", async () => {
    await using group = await startSentinels({
      name: "My.Cache-1",
      user: "alice",
      password: "p@ss",
      sentinelPassword: "other",
      tls: true,
    });
    const ca = group.sentinels[0]?.tls?.ca;
    const settings = {
      ...sentinelOptions(group),
      ...driver.options,
      SENTINEL_KWARGS: { password: "other", ssl: true, ssl_ca_certs: ca },
      CONNECTION_POOL_KWARGS: { ssl_ca_certs: ca },
    };
    const before = structuredClone({ ...settings, REDIS_CLIENT_CLASS: undefined });
    const cache = await openCache("rediss://alice:p%40ss@My.Cache-1/1", settings);
    expect(await cache.set("key", "value")).toBe(true);
    await eventually(async () => expect(await cache.get("key")).toBe("value"));
    expect(await (await group.primary()).info("keyspace")).toMatchObject({
      db1: expect.stringMatching(/^keys=1/),
    });
    expect({ ...settings, REDIS_CLIENT_CLASS: undefined }).toEqual(before);

    const urls = group.sentinels.map((sentinel) => sentinel.url());
    const byUrl = { ...settings, SENTINELS: urls, SENTINEL_KWARGS: { ssl_ca_certs: ca } };
    expect(await (await openCache("rediss://alice:p%40ss@My.Cache-1/1", byUrl)).get("key")).toBe("value");
    const untrusting = { ...settings, SENTINEL_KWARGS: { password: "other", ssl: true } };
    const refused = await openCache("rediss://alice:p%40ss@My.Cache-1/1", untrusting);
    await expect(refused.get("key")).rejects.toThrow(/no sentinel knows where My.Cache-1 is.*certificate/);
  });

  it("writes go to the primary, and reads to a replica, or to another replica or the primary if that one is lost", async () => {
    await using group = await startSentinels({ replicas: 2 });
    const cache = await openCache("redis://mymaster/0", { ...sentinelOptions(group), ...driver.options });
    await cache.set("key", "value");
    const monitors = await Promise.all(group.members.map((member) => member.monitor()));
    await eventually(async () => expect(await cache.get("key")).toBe("value"));
    await cache.set("key", "value");
    const [primary, ...replicas] = await Promise.all(monitors.map((monitor) => monitor.settled()));
    const names = (commands: typeof primary) => commands?.map(({ name }) => name);
    expect(names(primary)).toContain("SET");
    expect(names(primary)).not.toContain("GET");
    expect(replicas.flatMap(names)).toContain("GET");

    const read = connect(driver, "redis://mymaster/0?is_master=0", { SENTINELS: addresses(group.sentinels) });
    for (let left = 2; left > 0; left -= 1) {
      expect(await roleOf(read)).toBe("slave");
      const [, port] = (await read.send("CONFIG", ["GET", "port"])) as [Buffer, Buffer];
      await group.members.find((member) => member.port === Number(port))?.kill();
      // The sentinels do not know yet that it is gone.
      await eventually(() => roleOf(read), { deadline: 60_000 });
    }
    expect(await roleOf(read)).toBe("master");
    await eventually(async () => expect(await cache.get("key")).toBe("value"));
  });

  it("a primary that replies READONLY is not used until it accepts writes again", async () => {
    await using group = await startSentinels({ downAfter: 60_000 });
    const [old, replica] = group.members;
    const connection = connect(driver, "redis://mymaster/0", { SENTINELS: addresses(group.sentinels) });
    await connection.send("SET", ["key", "1"]);
    await old?.command("REPLICAOF", replica?.host as string, replica?.port as number);
    const write = () => connection.send("SET", ["key", "2"]);
    await expect(write()).rejects.toMatchObject({
      code: "ERR_REPLY",
      message: expect.stringContaining("READONLY"),
    });
    await eventually(() =>
      expect(write()).rejects.toMatchObject({
        code: "ERR_UNREACHABLE",
        message: expect.stringContaining(`127.0.0.1:${old?.port} says it is a slave`),
      }),
    );
    await old?.command("REPLICAOF", "NO", "ONE");
    await eventually(write, { deadline: 60_000 });
  });

  it("connections to sentinels are closed after the answer", async () => {
    await using group = await startSentinels();
    const connection = connect(driver, "redis://mymaster/0", { SENTINELS: addresses(group.sentinels) });
    const clients = async () => {
      const lists = await Promise.all(
        group.sentinels.map((each) => each.text("CLIENT", "LIST", "TYPE", "normal")),
      );
      return lists
        .join("")
        .split("\n")
        .filter((line) => line.includes("cmd=sentinel")).length;
    };
    await connection.ready();
    await eventually(async () => expect(await clients()).toBe(0));
  });
});
