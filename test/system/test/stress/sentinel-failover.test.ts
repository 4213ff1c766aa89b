import { eventually, startSentinels } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { routed } from "../sentinel/drivers.js";
import { openCache, sentinelOptions } from "../sentinel/open-cache.js";
import { SteadyStream } from "../sentinel/steady-stream.js";

const NOT_SENT = "ERR_UNREACHABLE";

describe.each(routed)("a primary lost in the middle of 500 writes a second, on $name", ({ options }) => {
  it.each(["kill", "freeze"] as const)(
    "by a %s: no acknowledged write that Redis kept is lost, none is sent twice, and later writes succeed",
    async (fault) => {
      await using group = await startSentinels({ replicas: 2 });
      const cache = await openCache("redis://mymaster/0", {
        ...sentinelOptions(group),
        ...options,
        SOCKET_TIMEOUT: 3,
        SOCKET_CONNECT_TIMEOUT: 3,
      });
      // The timeouts are meant for the failover. On a busy machine, the first connection may need more than one
      // attempt.
      await eventually(() => cache.client.ready());
      const old = await group.primary();
      const stream = new SteadyStream(cache);
      await stream.flows(200);

      // All writes that are acknowledged by now are on the replicas after the WAIT.
      const certain = stream.endedFirst;
      await old.command("SET", "marker", "1");
      expect(await old.command("WAIT", 2, 25_000)).toBe(2);
      await old[fault]();
      const next = await group.failedOver(old);
      const promoted = performance.now();
      // On a busy machine, the sentinels may fail over twice, and for a moment there are two primaries. Only what the
      // remaining one has received counts.
      const marker = String(promoted);
      await eventually(
        async () => {
          await cache.set("arrived", marker);
          expect(await next.text("GET", ":1:arrived")).toBe(`"${marker}"`);
        },
        { deadline: 60_000 },
      );
      const arrived = stream.outcomes.length;
      await stream.flows(200);
      // From now on the old primary runs again and still considers itself the primary. No client may use it.
      if (fault === "freeze") old.thaw();
      await stream.flows(200);
      const outcomes = await stream.stop();

      const values = (await next.text("MGET", ...outcomes.map(({ key }) => `:1:${key}`))) as (
        | string
        | null
      )[];
      const found = outcomes.map((outcome, index) => ({ ...outcome, value: values[index] }));
      const firstFailure = found.findIndex(({ code }) => code !== undefined);
      const lastFailure = found.findLastIndex(({ code }) => code !== undefined);
      expect(firstFailure).toBeGreaterThanOrEqual(certain);

      // Each write was sent once, or not at all if its error says so.
      expect(new Set(values)).toEqual(new Set(["1", null]));
      expect(found.filter(({ code, value }) => code === NOT_SENT && value !== null)).toEqual([]);
      // The new primary has all writes that it acknowledged itself, and the first writes of the old primary without a
      // gap.
      const before = found.slice(0, firstFailure);
      const firstLost = before.findIndex(({ value }) => value === null);
      const kept = firstLost < 0 ? before.length : firstLost;
      expect(kept).toBeGreaterThanOrEqual(certain);
      expect(before.slice(kept).filter(({ value }) => value !== null)).toEqual([]);
      expect(lastFailure).toBeLessThan(arrived);
      expect(found.slice(arrived).filter(({ value }) => value !== "1")).toEqual([]);

      // Every call ended in time, and soon after the failover the first one succeeded.
      expect(Math.max(...found.map(({ took }) => took))).toBeLessThan(20_000);
      const back = found.slice(lastFailure + 1)[0]?.ended as number;
      expect(back - promoted).toBeLessThan(30_000);
    },
    300_000,
  );
});
