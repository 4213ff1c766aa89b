import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cache, LoadOptions } from "@coffer/cache-core";

/** Stores a value that has expired when this resolves, and is kept as stale for as long as the options say. */
export async function makeOld(cache: Cache, options: LoadOptions): Promise<void> {
  assert.equal(await cache.getOrSet("k", () => "old", { ...options, timeout: "20ms" }), "old");
  await sleep(60);
}
