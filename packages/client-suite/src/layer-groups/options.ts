import assert from "node:assert/strict";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import type { LayerContext } from "../layer-context.js";

export const layerOptions: Cases<LayerContext> = {
  "the layer has defaults for its options, and accepts other values": needing(
    "layerOptions",
    async ({ cache, create, options }) => {
      const given = await create({ OPTIONS: options });
      for (const each of [cache, given]) {
        assert.equal(await each.getOrSet("k", () => "value", 50), "value");
        assert.equal(await each.get("k"), "value");
      }
    },
  ),

  "without the layer its options are unknown": needing("layerOptions", async ({ create, options }) => {
    for (const [name, value] of Object.entries(options)) {
      const without = () => create({ OPTIONS: { LAYERS: [], [name]: value } });
      await rejects(without, {
        name: "ImproperlyConfigured",
        message: new RegExp(`${name}: unknown option`),
      });
    }
  }),

  "an option of the wrong type is rejected before anything connects": needing(
    "layerOptions",
    async ({ createDead, options }) => {
      for (const name of Object.keys(options)) {
        const wrong = () => createDead({ OPTIONS: { [name]: Symbol("wrong") } });
        await rejects(wrong, { name: "ImproperlyConfigured", message: new RegExp(`OPTIONS\\.${name}: `) });
      }
    },
  ),
};
