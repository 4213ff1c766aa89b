import assert from "node:assert/strict";
import { ConnectionInterrupted } from "@coffer/cache-core";
import { type Cases, rejects } from "@coffer/plugin-kit/suite";
import type { LayerContext } from "../layer-context.js";
import { failing } from "../layers/failing.js";

export const layerErrors: Cases<LayerContext> = {
  "an error beneath the layer reaches the caller": async ({ create, layers }) => {
    const error = new Error("the call beneath fails");
    const cache = await create({ OPTIONS: { LAYERS: [...layers, failing(error)] } });
    for (const work of [
      () => cache.get("k"),
      () => cache.getMany(["k", "l"]),
      () => cache.set("k", 1),
      () => cache.setMany({ k: 1 }),
      () => cache.getOrSet("k", () => 1),
    ]) {
      await rejects(work, { message: /^the call beneath fails$/ });
    }
  },

  "an outage beneath the layer is a miss while exceptions are ignored": async ({ create, layers }) => {
    const outage = new ConnectionInterrupted("ERR_UNREACHABLE", "the call beneath fails");
    const LAYERS = [...layers, failing(outage)];
    const cache = await create({ OPTIONS: { LAYERS, IGNORE_EXCEPTIONS: true } });
    assert.equal(await cache.get("k", "fallback"), "fallback");
    assert.deepEqual(await cache.getMany(["k", "l"]), new Map());
    assert.equal(await cache.set("k", 1), false);
    assert.deepEqual(await cache.setMany({ k: 1 }), ["k"]);
    const answers = await Promise.all([1, 2].map(() => cache.getOrSet("k", async () => "loaded")));
    assert.deepEqual(answers, ["loaded", "loaded"]);
  },

  "a loader's error reaches its caller unchanged": async ({ cache }) => {
    const error = new RangeError("no luck");
    const found = await cache.getOrSet("k", () => Promise.reject(error)).catch((reason) => reason);
    assert.equal(found, error);
    assert.equal(await cache.has("k"), false);
    assert.equal(await cache.getOrSet("k", () => "loaded"), "loaded");
  },
};
