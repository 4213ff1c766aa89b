import { spawnSync } from "node:child_process";
import { type Cluster, eventually, startCluster, startProxy } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCache } from "../open-cache.js";
import { DRIVERS, ROUTED } from "../settings.js";

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ replicas: 0 });
});
afterAll(() => cluster?.stop());

describe.each(ROUTED)("connections to the nodes of a cluster, on %s", (driver) => {
  const keys = Array.from({ length: 30 }, (_, n) => `k${n}`);
  const entries = new Map(keys.map((key) => [key, key]));

  it("that the nodes closed while the process was blocked fail no call", async () => {
    const cache = await openCache(cluster, { ...DRIVERS[driver], SOCKET_CONNECT_TIMEOUT: 30 });
    await cache.setMany(entries);
    // A connection must be a second old before it is assumed to work.
    await new Promise((resolve) => setTimeout(resolve, 1200));
    const client = `
      const { connect } = require("node:net");
      const ports = ${JSON.stringify(cluster.masters.map(({ port }) => port))};
      Promise.all(ports.map((port) => new Promise((resolve, reject) => {
        const socket = connect(port, "127.0.0.1");
        socket.write("CLIENT KILL TYPE normal SKIPME yes\\r\\n");
        socket.on("data", (reply) => (/^:[1-9]/.test(reply) ? resolve() : reject()));
      }))).then(() => process.exit(0), () => process.exit(1));
    `;
    expect(spawnSync(process.execPath, ["-e", client]).status).toBe(0);
    const [found, one, stored] = await Promise.all([
      cache.getMany(keys),
      cache.get("k1"),
      cache.setMany(entries),
    ]);
    expect(found).toEqual(entries);
    expect(one).toBe("k1");
    expect(stored).toEqual([]);
  });

  it("are opened although the nodes do not need the given password", async () => {
    const cache = await openCache(cluster, { ...DRIVERS[driver], PASSWORD: "p" });
    expect(await cache.setMany(entries)).toEqual([]);
    expect(await cache.getMany(keys)).toEqual(entries);
  });

  it("are retried less and less often if the nodes reject the credentials", async () => {
    const [node = expect.fail("no node")] = cluster.masters;
    await using proxy = await startProxy(node);
    const urls = [proxy.url().replace("redis://", "redis://nobody:wrong@")];
    const cache = await openCache({ urls }, DRIVERS[driver]);
    await expect(cache.get("k")).rejects.toMatchObject({ code: "ERR_UNREACHABLE" });
    const more = (than: number) => eventually(() => expect(proxy.connections).toBeGreaterThan(than));
    let pause = 0;
    for (let before = performance.now(); pause < 1000; before = performance.now()) {
      await more(proxy.connections);
      pause = performance.now() - before;
    }
    // The retries do not stop altogether.
    await more(proxy.connections);
  });
});
