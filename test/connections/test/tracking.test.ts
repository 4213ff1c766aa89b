import { readFileSync } from "node:fs";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { watchLink } from "../../suites/watch-link.js";
import { SHORT } from "./support/connecting.js";
import { defaultDrivers, oneDriver } from "./support/drivers.js";

/** `REDIS_CLIENT_KWARGS` for TLS, by driver. */
const TLS_KWARGS: Readonly<Record<string, (tls: object) => object>> = {
  ioredis: (tls) => ({ tls }),
  "node-redis": (tls) => ({ socket: { tls: true, ...tls } }),
  "connection-resp": (tls) => ({ tls }),
};

/** ioredis has no local address option. */
const SOCKET_KWARGS: Readonly<Record<string, object>> = {
  ioredis: { family: 4, keepAlive: 1000 },
  "node-redis": { socket: { localAddress: "127.0.0.9", keepAlive: false } },
  "connection-resp": { localAddress: "127.0.0.9", keepAlive: null },
};

const tlsKwargs = (name: string, tls: object) => TLS_KWARGS[name.replace(/ \d$/, "")]?.(tls);

describe.each(defaultDrivers)("a tracking link of $name", ({ name, create }) => {
  const tells = async (server: RedisServer, options: object, url: string) => {
    const watched = watchLink(create(options), url);
    await watched.is("armed");
    await server.command("SET", "key", "x");
    await watched.has("key");
  };

  it("uses the connection's TLS options, from the settings or the driver's options", async () => {
    await using server = await startServer({ tls: true, password: "s3cret" });
    const { ca, untrustedCa } = server.tls ?? expect.fail("no certificates");
    await tells(server, { CONNECTION_POOL_KWARGS: { ssl_ca_certs: ca } }, server.url());
    const kwargs = tlsKwargs(name, { ca: readFileSync(ca) });
    await tells(server, { REDIS_CLIENT_KWARGS: kwargs }, server.url().replace("rediss:", "redis:"));
    for (const ssl_ca_certs of [undefined, untrustedCa]) {
      const refused = watchLink(create({ CONNECTION_POOL_KWARGS: { ssl_ca_certs } }), server.url());
      await expect.poll(() => refused.reason()).toMatch(/certificate/);
      expect(refused.changes).toEqual(["disconnected"]);
    }
  });

  it("presents its certificate to a server that requires one", async () => {
    await using server = await startServer({ tls: true, config: { "tls-auth-clients": "yes" } });
    const { ca, clientCert, clientKey } = server.tls ?? expect.fail("no certificates");
    const own = { ssl_ca_certs: ca, ssl_certfile: clientCert, ssl_keyfile: clientKey };
    await tells(server, { CONNECTION_POOL_KWARGS: own }, server.url());
  });

  it("can use a unix socket, with password and database", async () => {
    await using server = await startServer({ unixSocket: true, password: "p@ss/word" });
    await tells(server, {}, server.url(3));
  });

  it("logs in as the user in the settings, or the driver's options", async () => {
    await using server = await startServer({ user: "alice", password: "right" });
    const url = `redis://127.0.0.1:${server.port}/0`;
    await tells(server, { USERNAME: "alice", PASSWORD: "right" }, url);
    await tells(server, { REDIS_CLIENT_KWARGS: { username: "alice", password: "right" } }, url);
  });

  it("uses the connection's socket options", async () => {
    // Without a password, Redis serves 127.0.0.1 only.
    await using server = await startServer({ password: "right" });
    const kwargs = SOCKET_KWARGS[name.replace(/ \d$/, "")];
    await tells(server, { REDIS_CLIENT_KWARGS: kwargs }, server.url());
    if (name.startsWith("ioredis")) return;
    expect(await server.text("CLIENT", "LIST", "TYPE", "pubsub")).toMatch(/ addr=127\.0\.0\.9:/);
  });

  it("connects although the server does not need the given password", async () => {
    await using server = await startServer();
    await tells(server, { PASSWORD: "superfluous" }, server.url());
  });

  it("has the client name of the connections", async () => {
    await using server = await startServer();
    await tells(server, { CONNECTION_POOL_KWARGS: { client_name: "shop" } }, server.url());
    expect(await server.text("CLIENT", "LIST", "TYPE", "pubsub")).toMatch(/ name=shop /);
  });
});

describe.each(oneDriver)("a tracking link of $name", ({ create }) => {
  it("is disconnected while the server is unreachable, and armed again once it is back", async () => {
    await using server = await startServer();
    const watched = watchLink(create(), server.url());
    await watched.is("armed");
    await server.kill();
    await watched.is("disconnected");
    expect(watched.link.proof).toBe(Number.NEGATIVE_INFINITY);
    expect(watched.reason()).toMatch(/cannot be reached/);
    await server.restart();
    await watched.is("armed");
    await server.command("SET", "key", "x");
    await watched.has("key");
    expect(watched.changes).toEqual(["armed", "disconnected", "armed"]);
  });

  it("waits for a server that starts later", async () => {
    await using server = await startServer();
    await server.kill();
    const watched = watchLink(create(), server.url());
    await expect.poll(() => watched.changes).toEqual(["disconnected"]);
    await server.restart();
    await watched.is("armed");
    expect(watched.changes).toEqual(["disconnected", "armed"]);
  });

  it("proves nothing while the server is frozen, and is disconnected after a while", async () => {
    await using server = await startServer();
    const watched = watchLink(create(SHORT), server.url());
    await watched.is("armed");
    await server.freeze();
    await watched.is("disconnected");
    expect(watched.reason()).toMatch(/silent for 5 s/);
    const later = watchLink(create(SHORT), server.url());
    await expect.poll(() => later.reason()).toMatch(/no answer within 1.2 s/);
    server.thaw();
    await watched.is("armed");
    await later.is("armed");
    await server.command("SET", "key", "x");
    await watched.has("key");
  });

  it("continues if the server is only slow", async () => {
    await using server = await startServer();
    const watched = watchLink(create({ SOCKET_TIMEOUT: 10 }), server.url());
    await watched.is("armed");
    const writer = await server.connect();
    await watched.settled();
    await server.freeze();
    // Answers of the server from before it was frozen may arrive afterwards.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { proof } = watched.link;
    const written = writer.command(["SET", "key", "x"]);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(watched.link.proof).toBe(proof);
    server.thaw();
    await written;
    await watched.settled();
    expect(watched.invalidated).toEqual(["key"]);
    expect(watched.changes).toEqual(["armed"]);
    writer.close();
  });

  it("is disconnected from a replica that has lost its primary and does not answer without it", async () => {
    await using server = await startServer();
    const watched = watchLink(create(), server.url());
    await watched.is("armed");
    await server.command("CONFIG", "SET", "replica-serve-stale-data", "no");
    await server.command("REPLICAOF", "127.0.0.1", "1");
    await watched.is("disconnected");
    expect(watched.reason()).toMatch(/MASTERDOWN/);
    const { length } = watched.changes;
    const later = watchLink(create(), server.url());
    await expect.poll(() => later.reason()).toMatch(/MASTERDOWN/);
    expect(watched.changes).toHaveLength(length);
    await server.command("REPLICAOF", "NO", "ONE");
    await watched.is("armed");
    await later.is("armed");
    expect(later.changes).toEqual(["disconnected", "armed"]);
  });
});
