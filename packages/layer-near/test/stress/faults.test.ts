import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { NearMessage } from "@coffer/cache-core";
import { eventually, type RedisServer, startProxy, startServer } from "@coffer-internal/servers";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { armed, hitsOf, kept } from "../armed.js";
import { openCache } from "../open-cache.js";

const server = await startServer();
afterAll(() => server.stop());
beforeEach(() => server.command("FLUSHALL"));
const LOCATION = server.url(0);
const MAX_LAG = 1;

/** Connections that servers redirect to themselves. */
async function linksOf(of: RedisServer): Promise<{ id: string; address: string }[]> {
  const clients = String(await of.command("CLIENT", "LIST"));
  return [...clients.matchAll(/^id=(\d+) addr=(\S+) .* redir=[1-9]/gm)].map(([, id = "", address = ""]) => ({
    id,
    address,
  }));
}

describe("no value is older than MAX_LAG", () => {
  it("if the network drops everything silently", async () => {
    let served = 0;
    // If a link's check is late, as on a busy machine, the memory is emptied, possibly just before the cut: then
    // nothing was tested.
    for (let tries = 0; served === 0 && tries < 10; tries++) {
      served = await servedInSilence();
      expect(served).toBeLessThanOrEqual(3000);
    }
    expect(served).toBeGreaterThan(0);
  });

  /** @returns for how long after the change the old value was served, in milliseconds; 0 if never. */
  async function servedInSilence(): Promise<number> {
    await using proxy = await startProxy(server);
    await using cache = await openCache({
      LOCATION: proxy.url(0),
      NEAR_CACHE: { MAX_LAG: 3 },
      OPTIONS: { SOCKET_TIMEOUT: 1, IGNORE_EXCEPTIONS: true },
    });
    await armed(cache);
    await eventually(async () => expect(await cache.set("k", 1)).toBe(true));
    await kept(cache, "k");
    proxy.cut();
    await server.command("SET", "shop:1:k", "2");
    const changed = performance.now();
    let latest = changed;
    while (performance.now() < changed + 3500) {
      const asked = performance.now();
      if ((await cache.get("k")) === 1) latest = asked;
    }
    return latest - changed;
  }

  it("if only the link is silent, while reads still work", async () => {
    await using proxy = await startProxy(server);
    await using cache = await openCache({ LOCATION: proxy.url(0), NEAR_CACHE: { MAX_LAG } });
    await armed(cache);
    await cache.set("k", 1);
    await kept(cache, "k");
    const [link] = await linksOf(server);
    proxy.cutOne(String(link?.address));
    await server.command("SET", "shop:1:k", "2");
    const changed = performance.now();
    let asked = changed;
    while (asked < changed + MAX_LAG * 3000) {
      asked = performance.now();
      const found = await cache.get("k");
      if (asked > changed + MAX_LAG * 1000) expect(found).toBe(2);
      else expect([1, 2]).toContain(found);
    }
    // Another link replaces it; the server does not notice the end of the first.
    await eventually(async () => expect(await linksOf(server)).toHaveLength(2));
    await armed(cache);
    await kept(cache, "k");
  });

  it("if something has blocked the event loop", async () => {
    await using cache = await openCache({ LOCATION, NEAR_CACHE: { MAX_LAG } });
    await using other = await openCache({ LOCATION });
    await armed(cache);
    await cache.set("k", 1);
    await kept(cache, "k");
    // It is sent before the block and executed in it.
    const written = other.client.ready().then(() => other.set("k", 2));
    await new Promise((resolve) => setImmediate(resolve));
    for (const end = performance.now() + MAX_LAG * 1100; performance.now() < end; );
    const before = hitsOf(cache);
    const found = cache.get("k");
    expect(hitsOf(cache)).toBe(before);
    expect([1, 2]).toContain(await found);
    await written;
    await eventually(async () => expect(await cache.get("k")).toBe(2));
  });

  it("if the server is frozen and resumed", async () => {
    await using cache = await openCache({
      LOCATION,
      NEAR_CACHE: { MAX_LAG },
      OPTIONS: { SOCKET_TIMEOUT: 1, IGNORE_EXCEPTIONS: true },
    });
    await armed(cache);
    await eventually(async () => expect(await cache.set("k", 1)).toBe(true));
    await kept(cache, "k");
    await server.freeze();
    try {
      await eventually(async () => expect(await cache.get("k")).toBeUndefined());
    } finally {
      server.thaw();
    }
    await eventually(async () => expect(await cache.get("k")).toBe(1));
    await armed(cache);
    await kept(cache, "k");
  });
});

it("a killed link is noticed, and changes in between are not missed", async () => {
  await using cache = await openCache({ LOCATION });
  await armed(cache);
  await cache.set("k", 1);
  await kept(cache, "k");
  const { flushes } = cache.stats().near ?? {};
  const [link] = await linksOf(server);
  await Promise.all([
    server.command("CLIENT", "KILL", "ID", String(link?.id)),
    server.command("SET", "shop:1:k", "2"),
  ]);
  await eventually(async () => expect(await cache.get("k")).toBe(2));
  await armed(cache);
  // Disconnected, and connected again.
  expect(cache.stats().near?.flushes).toBeGreaterThanOrEqual(Number(flushes) + 2);
  await kept(cache, "k");
});

it("close closes the links, and later reads open them again", async () => {
  const cache = await openCache({ LOCATION });
  await armed(cache);
  expect(await linksOf(server)).toHaveLength(1);
  await cache.client.close();
  await eventually(async () => expect(await linksOf(server)).toHaveLength(0));
  expect(cache.stats().near?.entries).toBe(0);
  await armed(cache);
  await cache[Symbol.asyncDispose]();
  await eventually(async () => expect(await linksOf(server)).toHaveLength(0));
});

it("a user without the right to tracking uses the cache without the layer, with one report", async () => {
  await server.command("ACL", "SETUSER", "reader", "on", ">secret", "~*", "+@all", "-client");
  const heard: NearMessage[] = [];
  const hear = (message: unknown) => heard.push(message as NearMessage);
  const logged: unknown[] = [];
  const log = (...parts: unknown[]) => logged.push(parts);
  subscribe("coffer:near", hear);
  try {
    await using cache = await openCache({
      LOCATION,
      OPTIONS: {
        USERNAME: "reader",
        PASSWORD: "secret",
        LOGGER: { error: log, warn: log, info: log },
        LOG_IGNORED_EXCEPTIONS: true,
      },
    });
    await eventually(async () => {
      await cache.get("k");
      expect(cache.stats().near?.state).toBe("unsupported");
    });
    await cache.set("k", 1);
    expect([await cache.get("k"), await cache.get("k")]).toEqual([1, 1]);
    expect(cache.stats().near).toMatchObject({
      hits: 0,
      entries: 0,
      reason: expect.stringMatching(/client/i),
    });
    const states = heard.flatMap((message) => ("state" in message ? [message.state] : []));
    expect(states.filter((state) => state === "unsupported").length).toBeGreaterThan(0);
    expect(logged.filter((parts) => /keeps no values in memory/.test(String(parts)))).toHaveLength(1);
    expect(JSON.stringify([logged, heard])).not.toContain("secret");
  } finally {
    unsubscribe("coffer:near", hear);
    await server.command("ACL", "DELUSER", "reader");
  }
});

it("without links, as on ioredis-mock, the cache works without the layer, with one report", async () => {
  const logged: string[] = [];
  const log = (...parts: unknown[]) => logged.push(parts.map(String).join(" "));
  await using cache = await openCache({
    LOCATION,
    OPTIONS: {
      REDIS_CLIENT_CLASS: "@coffer/connection-mock#RedisMock",
      LOGGER: { error: log, warn: log, info: log },
    },
  });
  await cache.set("k", 1);
  expect([await cache.get("k"), await cache.get("k")]).toEqual([1, 1]);
  expect(cache.stats().near).toMatchObject({ state: "unsupported", hits: 0 });
  expect(logged.filter((text) => text.includes("keeps no values in memory"))).toHaveLength(1);
});
