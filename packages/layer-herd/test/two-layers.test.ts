import { layerSuite } from "@coffer/client-suite";
import { afterAll, describe, it } from "vitest";
import { capabilities, startTopologies } from "./topologies.js";

const topologies = await startTopologies();
afterAll(() => topologies[Symbol.asyncDispose]());

layerSuite({
  name: "a counting layer and herd",
  describe,
  it,
  LAYERS: ["../../../examples/counting-layer/counting.mjs", "herd"],
  clients: topologies.clients,
  capabilities,
});
