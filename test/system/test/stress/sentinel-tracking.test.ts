import type { Connection, ConnectionFactory } from "@coffer/cache-core";
import { eventually, type SentinelGroup, startSentinels } from "@coffer-internal/servers";
import { describe, expect, it, onTestFinished } from "vitest";
import { watchLink } from "../../../suites/watch-link.js";
import { ioredis, nodeRedis, type SentinelDriver } from "../sentinel/drivers.js";
import { addresses } from "../sentinel/open-cache.js";

const factoryOf =
  ({ Factory, options }: SentinelDriver) =>
  (SENTINELS: unknown, more: object = {}): ConnectionFactory =>
    new Factory({ ...options, ...more, SENTINELS } as never);

// The kit alone decides which server a link goes to, so one package is enough.
describe.each(ioredis)("a tracking link, with $name", (driver) => {
  const factory = factoryOf(driver);

  it.each(["kill", "freeze"] as const)(
    "follows the primary to another server after a %s",
    async (fault) => {
      await using group = await startSentinels({ replicas: 1 });
      const options = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 2 };
      const watched = watchLink(factory(addresses(group.sentinels), options), "redis://mymaster/0");
      await watched.is("armed");
      const old = await group.primary();
      await old[fault]();
      const next = await group.failedOver(old);
      await eventually(
        async () => {
          await next.command("SET", "after", "x");
          expect(watched.invalidated).toContain("after");
        },
        { deadline: 60_000 },
      );
      expect(watched.changes.slice(0, 2)).toEqual(["armed", "disconnected"]);
      expect(watched.changes.at(-1)).toBe("armed");
      if (fault === "freeze") old.thaw();
    },
    120_000,
  );

  it("leaves a former primary that is still reachable and considers itself the primary", async () => {
    await using group = await startSentinels({ replicas: 1 });
    const old = await group.primary();
    // Otherwise the sentinels would demote the server and disconnect its clients.
    await old.command("ACL", "SETUSER", "default", "-slaveof", "-replicaof", "-client|kill");
    const watched = watchLink(factory(addresses(group.sentinels)), "redis://mymaster/0");
    await watched.is("armed");
    await group.sentinels[0]?.command("SENTINEL", "FAILOVER", group.name);
    const next = await group.failedOver(old, { deadline: 60_000 });
    await eventually(
      async () => {
        await next.command("SET", "after", "x");
        expect(watched.invalidated).toContain("after");
      },
      { deadline: 60_000 },
    );
    expect((await old.info("replication")).role).toBe("master");
    expect(watched.changes.slice(0, 2)).toEqual(["armed", "disconnected"]);
    await watched.link.close();
    // No client is subscribed to the sentinels any more.
    for (const sentinel of group.sentinels) {
      const listening = async () =>
        String(await sentinel.text("CLIENT", "LIST", "TYPE", "pubsub"))
          .split("\n")
          .filter((line) => line.includes(" sub=2 ")).length;
      await expect.poll(listening, { timeout: 60_000 }).toBe(0);
    }
  }, 120_000);

  it("uses the replica of its connection, and changes to another one with it", async () => {
    await using group = await startSentinels({ replicas: 2 });
    const replicas = factory(addresses(group.sentinels));
    const url = "redis://mymaster/0?is_master=0";
    // The link is opened before the connection, so it cannot know yet which replica that will use.
    const watched = watchLink(replicas, url);
    await watched.is("armed");
    const reading = connect(replicas, url);
    for (let left = 2; left > 0; left -= 1) {
      const port = await eventually(() => portOf(reading), { deadline: 60_000 });
      await expect.poll(() => listenedTo(group), { timeout: 60_000 }).toEqual([port]);
      await watched.is("armed");
      const key = `key:${left}`;
      await (await group.primary()).command("SET", key, "x");
      await watched.has(key);
      await group.members.find((member) => member.port === port)?.kill();
    }
    // No replica is left, so reads go to the primary.
    const port = await eventually(() => portOf(reading), { deadline: 60_000 });
    expect(port).toBe((await group.primary()).port);
    await expect.poll(() => listenedTo(group), { timeout: 60_000 }).toEqual([port]);
  }, 120_000);

  it("is unavailable if connections read from several replicas, and says what to do about it", async () => {
    await using group = await startSentinels({ replicas: 2 });
    const replicas = factory(addresses(group.sentinels), { CONNECTION_POOL_KWARGS: { max_connections: 8 } });
    const url = "redis://mymaster/0?is_master=0";
    const connections = Array.from({ length: 8 }, () => connect(replicas, url));
    const ports = await Promise.all(connections.map(portOf));
    const watched = watchLink(replicas, url);
    // By chance, all connections may use the same replica.
    if (new Set(ports).size === 1) await watched.is("armed");
    else {
      await expect
        .poll(() => watched.reason(), { timeout: 60_000 })
        .toMatch(/read from several replicas.*max_connections/);
      expect(watched.changes).toEqual(["disconnected"]);
    }
  });
});

describe.each([...ioredis, ...nodeRedis])("a tracking link, with $name", (driver) => {
  it("uses the credentials and TLS options of servers and sentinels", async () => {
    await using group = await startSentinels({
      name: "Shop",
      user: "alice",
      password: "p@ss",
      sentinelPassword: "other",
      tls: true,
    });
    const ca = group.sentinels[0]?.tls?.ca;
    const options = {
      SENTINEL_KWARGS: { password: "other", ssl: true, ssl_ca_certs: ca },
      CONNECTION_POOL_KWARGS: { ssl_ca_certs: ca },
    };
    const watched = watchLink(
      factoryOf(driver)(addresses(group.sentinels), options),
      "rediss://alice:p%40ss@Shop/1",
    );
    await watched.is("armed");
    await (await group.primary()).command("SET", "key", "x");
    await watched.has("key");
  });
});

function connect(factory: ConnectionFactory, url: string): Connection {
  const connection = factory.connect(url);
  onTestFinished(() => connection.close());
  return connection;
}

async function portOf(connection: Connection): Promise<number> {
  const [, port] = (await connection.send("CONFIG", ["GET", "port"])) as [Buffer, Buffer];
  return Number(port);
}

/** The ports of the servers that track keys for a client. */
async function listenedTo({ members }: SentinelGroup): Promise<number[]> {
  const lists = await Promise.all(
    members.map(async (member) => {
      const clients = await member.text("CLIENT", "LIST", "TYPE", "pubsub").catch(() => "");
      return /redir=[1-9]/.test(String(clients)) ? [member.port] : [];
    }),
  );
  return lists.flat();
}
