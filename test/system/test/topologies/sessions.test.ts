import { SessionStore } from "@coffer/session-store";
import { createCaches } from "coffer";
import { describe, expect, test } from "vitest";
import { TOPOLOGIES } from "./topologies.js";

/** Enough sessions for every server of a topology to have some. */
const IDS = Array.from({ length: 50 }, (_, n) => `session-${n}`);
const session = (n: number, maxAge = 60_000) => ({ cookie: { originalMaxAge: maxAge, maxAge }, visits: n });

describe.each(Object.entries(TOPOLOGIES))("sessions in a cache on %s", (_, start) => {
  test("are saved, extended, listed, destroyed and cleared on all servers", async () => {
    await using topology = await start();
    const caches = await createCaches({ CACHES: { default: topology.settings } });
    try {
      const store = new SessionStore(caches, { ttl: 600 });
      const saved = await Promise.all(IDS.map((id, n) => store.set(id, session(n))));
      expect(saved).toEqual(IDS.map(() => true));
      for (const [n, id] of IDS.entries()) expect(await store.get(id)).toMatchObject({ visits: n });
      expect(await store.touch(IDS[0] as string, session(0, 600_000))).toBe(true);
      expect(await store.length()).toBe(50);
      expect((await store.all()).map(({ id }) => id).sort()).toEqual([...IDS].sort());

      await store.destroy(IDS[1] as string);
      expect(await store.get(IDS[1] as string)).toBeUndefined();
      // A request that was running when the session was destroyed does not restore it.
      expect(await store.set(IDS[1] as string, session(2))).toBe(false);
      expect(await store.length()).toBe(49);

      await caches.get().set("neighbour", "stays");
      await store.clear();
      expect(await store.length()).toBe(0);
      expect(await caches.get().get("neighbour")).toBe("stays");
    } finally {
      await caches.close();
    }
  });
});
