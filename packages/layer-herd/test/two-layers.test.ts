import { layerSuite } from "@coffer/client-suite";
import { afterAll, describe, it } from "vitest";
import { ALL } from "../../../test/fixtures/client-groups.js";
import { capabilities, startTopologies } from "./topologies.js";

const topologies = await startTopologies();
afterAll(() => topologies[Symbol.asyncDispose]());

layerSuite({
  name: "a counting layer and herd",
  describe,
  it,
  LAYERS: ["../../../examples/counting-layer/counting.mjs", "herd"],
  // Over the default client each runs alone, in its own package.
  clients: ALL ? topologies.clients : { "the shard client": topologies.client("shard") },
  capabilities,
  // Two layers can conflict only in what both do to a key. With `npm run test:all`, everything that a layer can
  // break.
  groups: ALL
    ? undefined
    : [
        "values",
        "many keys",
        "pull",
        "update",
        "getWithTtl",
        "getOrSet",
        "getOrSet and writes",
        "incr and decr",
        "touch",
        "order",
        "stored entries",
        "errors and layers",
        "options of layers",
        "invalidated",
      ],
});
