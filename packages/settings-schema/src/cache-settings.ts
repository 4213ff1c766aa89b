import { CACHE_SETTINGS, type OptionDeclarations } from "@coffer/cache-core";
import type { JsonSchema } from "./value-schema.js";

/** The possible types of the settings of a cache. */
const SHAPES: Readonly<Record<string, JsonSchema>> = {
  LOCATION: { anyOf: [{ type: "string" }, { type: "array", minItems: 1, items: { type: "string" } }] },
  TIMEOUT: {
    anyOf: [{ type: "number" }, { type: "string", pattern: "^(-?\\d+(\\.\\d+)?(ms|s|m|h|d)|\\d+)$" }],
  },
  VERSION: { type: ["number", "string"] },
};

/** The settings of a cache, including its OPTIONS, with descriptions for editors. */
export const DECLARED_CACHE_SETTINGS: OptionDeclarations = Object.fromEntries(
  Object.entries(CACHE_SETTINGS).map(([name, declared]) => [
    name,
    declared.type === "any" && SHAPES[name] !== undefined ? { ...declared, schema: SHAPES[name] } : declared,
  ]),
);
