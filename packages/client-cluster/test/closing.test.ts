import { createCaches } from "@coffer/cache-core";
import { type Cluster, startCluster } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHOSEN, DRIVERS } from "./settings.js";

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ replicas: 0 });
});
afterAll(() => cluster?.stop());

describe.each(CHOSEN)("a cluster's cache that is closed, on %s", (driver) => {
  it("finishes running loads, work under locks and deletions, and rejects later calls", async () => {
    const OPTIONS = { ...DRIVERS[driver], SCAN_ITERSIZE: 10 };
    const settings = { LOCATION: cluster.urls, OPTIONS };
    const open = () =>
      createCaches(
        { CACHES: { default: settings, other: { ...settings, KEY_PREFIX: "other" } } },
        { parent: import.meta },
      );
    const caches = await open();
    const cache = caches.get();
    const other = caches.get("other");
    await other.setMany(new Map(Array.from({ length: 300 }, (_, n) => [`old${n}`, n])));
    let end: () => void = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const begun: Promise<void>[] = [];
    const loads = Array.from({ length: 10 }, (_, n) => {
      let begin: () => void = () => {};
      begun.push(
        new Promise((resolve) => {
          begin = resolve;
        }),
      );
      return cache.getOrSet(`k${n}`, async () => {
        begin();
        await ended;
        return n;
      });
    });
    const work = cache.lock("lock").using(() => ended.then(() => "done"));
    await Promise.all(begun);
    const deleted = other.deletePattern("old*");
    // What is under way ends, however busy the machine is.
    const closing = caches.close({ timeout: null });
    await expect(cache.get("k1")).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await expect(cache.clear()).rejects.toMatchObject({ code: "ERR_CLOSED" });
    end();
    expect(await Promise.all(loads)).toEqual(Array.from({ length: 10 }, (_, n) => n));
    expect(await work).toBe("done");
    expect(await deleted).toBe(300);
    await closing;
    await using again = await open();
    expect((await again.get().getMany(Array.from({ length: 10 }, (_, n) => `k${n}`))).size).toBe(10);
    expect(await again.get().lock("lock").locked()).toBe(false);
    await again.get().clear();
  });
});
