import assert from "node:assert/strict";
import type { TimeoutOptions } from "@coffer/cache-core";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";
import { timeLeft } from "../time-left.js";

type Write = (cache: ClientContext["cache"], options: TimeoutOptions) => Promise<unknown>;

/** Every method that has a timeout among its options. */
const WRITES: Readonly<Record<string, Write>> = {
  set: (cache, options) => cache.set("k", 1, options),
  add: (cache, options) => cache.add("k", 1, options),
  update: (cache, options) => cache.update("k", () => 1, options),
  setMany: (cache, options) => cache.setMany({ k: 1 }, options),
  getOrSet: (cache, options) => cache.getOrSet("k", () => 1, options),
};

const WRONG: readonly unknown[] = [new Date(Number.NaN), Date.now(), "2030-01-01", null, true, {}];

export const expiresAt: Cases<ClientContext> = {
  "expiresAt is a moment and replaces a timeout": needing("exactExpiry", async ({ cache }) => {
    for (const write of Object.values(WRITES)) {
      await cache.delete("k");
      await timeLeft(
        90_000,
        () => write(cache, { expiresAt: new Date(Date.now() + 90_000) }),
        () => cache.pttl("k"),
      );
    }
  }),

  "an undefined expiresAt is ignored: the timeout applies": async ({ cache }) => {
    await cache.set("k", 1, { timeout: null, expiresAt: undefined });
    assert.equal(await cache.ttl("k"), null);
  },

  "expiresAt in the past deletes the key, as a timeout of zero does": async ({ cache }) => {
    await cache.set("k", 1);
    assert.equal(await cache.set("k", 2, { expiresAt: new Date(Date.now() - 1000) }), true);
    assert.equal(await cache.has("k"), false);
    assert.equal(await cache.add("k", 2, { expiresAt: new Date(0) }), true);
    assert.equal(await cache.getOrSet("k", () => 3, { expiresAt: new Date(0) }), 3);
    assert.equal(await cache.has("k"), false);
  },

  "expiresAt with a timeout, or an invalid Date, is a TypeError, and nothing is written": async ({
    cache,
  }) => {
    const both = { timeout: 5, expiresAt: new Date(Date.now() + 5000) };
    for (const [name, write] of Object.entries(WRITES)) {
      await rejects(() => write(cache, both), { name: "TypeError", message: /timeout.*expiresAt/ }, name);
      const never = { ...both, timeout: null };
      await rejects(() => write(cache, never), { name: "TypeError", message: /timeout.*expiresAt/ }, name);
      for (const wrong of WRONG) {
        const options = { expiresAt: wrong as Date };
        await rejects(() => write(cache, options), { name: "TypeError", message: /expiresAt/ }, name);
      }
    }
    assert.equal(await cache.has("k"), false);
  },
};
