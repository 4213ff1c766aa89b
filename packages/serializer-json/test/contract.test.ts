import { serializerSuite } from "@coffer/plugin-kit";
import { JsonSerializer } from "@coffer/serializer-json";
import { describe, it } from "vitest";

const refused = { "a Date": new Date(0), "a Map": new Map([[1, 2]]), "a Set": new Set([1]), NaN: Number.NaN };
serializerSuite({ describe, it, create: () => new JsonSerializer(), refused });
