import { setTimeout as sleep } from "node:timers/promises";
import {
  eventually,
  type RedisServer,
  startCluster,
  startProxy,
  type TcpProxy,
} from "@coffer-internal/servers";
import { describe, expect, it, onTestFinished } from "vitest";
import { openCache } from "../open-cache.js";
import { serverOf } from "../raw.js";
import { DRIVERS, ROUTED } from "../settings.js";

const COUNT = 200;

/** The outcome of a call: its error's code, or undefined. */
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: { code?: string }) => error.code ?? String(error),
  );

describe.each(ROUTED)("on %s", (driver) => {
  it.each([
    ["commands", "lost on the way"],
    ["scripts", "lost on the way"],
    ["commands", "on a connection that ended"],
    ["scripts", "on a connection that ended"],
  ] as const)(
    "%s that a primary executed while their replies were %s are not sent again",
    async (kind, where) => {
      await using cluster = await startCluster({ replicas: 0 });
      const ways = new Map<RedisServer, TcpProxy>();
      for (const server of cluster.masters) {
        const proxy = await startProxy(server);
        onTestFinished(() => proxy.stop());
        ways.set(server, proxy);
      }
      const ADDRESS_MAP = Object.fromEntries(
        [...ways].map(([{ port }, proxy]) => [`127.0.0.1:${port}`, new URL(proxy.url()).host]),
      );
      const cache = await openCache(cluster, {
        ...DRIVERS[driver],
        SOCKET_TIMEOUT: 5,
        SOCKET_CONNECT_TIMEOUT: 5,
        ADDRESS_MAP,
      });
      await eventually(() => cache.client.ready());
      const server = await serverOf(cluster, ":1:{n}0");
      const proxy = ways.get(server) ?? expect.fail("no way to the primary");
      const keys = Array.from({ length: COUNT }, (_, n) => `{n}${n}`);
      if (kind === "scripts") await cache.setMany(new Map(keys.map((key) => [key, 0])));
      const counted = () =>
        Promise.all(keys.map(async (key) => Number(await server.text("GET", `:1:${key}`))));
      const once = keys.map(() => 1);

      // After a shorter life of the connection nothing at all is sent again.
      await sleep(1200);
      // The replies are on their way for minutes.
      proxy.bytesPerSecond = 1;
      const outcomes = Promise.all(
        keys.map((key) => codeOf(cache.incr(key, 1, { ignoreKeyCheck: kind === "commands" }))),
      );
      await eventually(async () => expect(await counted()).toEqual(once), { interval: 5 });
      if (where === "lost on the way") {
        proxy.cut();
      } else {
        // The next connection is ready at once, as it must be for anything to be sent again.
        proxy.bytesPerSecond = Number.POSITIVE_INFINITY;
        proxy.breakOff(0);
      }
      for (const code of await outcomes) expect(code).toMatch(/^ERR_(TIMEOUT|NO_REPLY)$/);
      proxy.bytesPerSecond = Number.POSITIVE_INFINITY;
      proxy.mend();
      // Calls of one key are ordered, so a retry would have been sent by then.
      await eventually(async () =>
        expect(await cache.incr(`${keys[0]}`, 0, { ignoreKeyCheck: true })).toBe(1),
      );
      await cache.getMany(keys);
      expect(await counted()).toEqual(once);
    },
  );
});
