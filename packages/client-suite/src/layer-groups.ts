import type { Groups } from "@coffer/plugin-kit/suite";
import { clientGroups } from "./client-groups.js";
import type { LayerContext } from "./layer-context.js";
import { layerErrors } from "./layer-groups/errors.js";
import { invalidated } from "./layer-groups/invalidated.js";
import { layerOptions } from "./layer-groups/options.js";
import { storedEntries } from "./layer-groups/stored-entries.js";

const OWN: Groups<LayerContext> = {
  "stored entries": storedEntries,
  "errors and layers": layerErrors,
  "options of layers": layerOptions,
  invalidated,
};

/** All group names: those for layers, and those for every cache. */
export const layerGroups: Groups<LayerContext> = { ...clientGroups, ...OWN };

/** The groups that a layer can break. Sets, hashes and arguments do not pass through a layer. */
export const USUAL: readonly string[] = [
  "values",
  "encoding",
  "set",
  "timeouts",
  "expiresAt",
  "add and has",
  "many keys",
  "pull",
  "update",
  "update and timeouts",
  "getWithTtl",
  "getOrSet",
  "getOrSet and writes",
  "stale, grace and timeouts",
  "lifetime of loaded values",
  "getOrSetMany",
  "tags",
  "loads with tags",
  "deletePattern",
  "clear",
  "incr and decr",
  "exact counting",
  "expiry",
  "touch",
  "versions",
  "locks",
  "releasing locks",
  "order",
  "order of counters",
  "order of deletions",
  "neighbours",
  "outages",
  ...Object.keys(OWN),
];

/** The groups that other layers above and below can break. */
export const BETWEEN: readonly string[] = [
  "values",
  "many keys",
  "pull",
  "update",
  "update and timeouts",
  "getWithTtl",
  "getOrSet",
  "getOrSet and writes",
  "stale, grace and timeouts",
  "lifetime of loaded values",
  "getOrSetMany",
  "tags",
  "loads with tags",
  "incr and decr",
  "exact counting",
  "touch",
  ...Object.keys(OWN),
];
