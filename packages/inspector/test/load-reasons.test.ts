import { channel } from "node:diagnostics_channel";
import { expect, it, vi } from "vitest";
import { LoadReasons } from "../src/api/load-reasons.js";

const loads = channel("coffer:load");

it("subscribes from the first request until there have been none for a while, and keeps its counts", async () => {
  // Tests of other files share the process, and may have made a request a moment ago.
  await vi.waitFor(() => expect(loads.hasSubscribers).toBe(false), { timeout: 30_000 });
  const reasons = new LoadReasons(1500);
  reasons.counts();
  expect(loads.hasSubscribers).toBe(true);
  loads.publish({ alias: "a", key: "k", reason: "miss", outcome: "stored" });
  loads.publish({ alias: "a", key: "k", reason: "stale", outcome: "failed" });
  expect(reasons.counts()).toEqual({ a: { miss: 1, stale: 1 } });
  await vi.waitFor(() => expect(loads.hasSubscribers).toBe(false), { timeout: 30_000 });
  loads.publish({ alias: "a", key: "k", reason: "miss", outcome: "stored" });
  expect(reasons.counts()).toEqual({ a: { miss: 1, stale: 1 } });
  await vi.waitFor(() => expect(loads.hasSubscribers).toBe(false), { timeout: 30_000 });
});

it("counts the loads of a cache with any name, and changes nothing else", () => {
  const reasons = new LoadReasons();
  reasons.counts();
  loads.publish({ alias: "__proto__", key: "k", reason: "miss", outcome: "stored" });
  loads.publish({ alias: "constructor", key: "k", reason: "miss", outcome: "stored" });
  expect("miss" in {} || "miss" in Object).toBe(false);
  expect(JSON.stringify(reasons.counts())).toBe('{"__proto__":{"miss":1},"constructor":{"miss":1}}');
});
