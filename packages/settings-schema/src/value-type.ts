import type { OptionDeclaration } from "@coffer/cache-core";
import { type JsonSchema, valueSchema } from "./value-schema.js";

/**
 * The values of an option, in TypeScript notation; for a plugin also `class`, `function` or `object`, besides its
 * string.
 * @param words short names of plugins of its kind.
 */
export function valueType(declared: OptionDeclaration, words: readonly string[]): string {
  if (!("kind" in declared)) return typeOf(valueSchema(declared));
  const one = union([...words.map((word) => JSON.stringify(word)), "string", declared.kind.is]);
  const type = declared.type === "plugins" ? listOf(one) : one;
  return declared.nullable ? union([type, "null"]) : type;
}

function typeOf(schema: JsonSchema): string {
  const { type, enum: values, anyOf, items, properties, required, additionalProperties } = schema;
  if (Array.isArray(anyOf)) {
    // Any string may come from the environment, also for a number or an object.
    return union(anyOf.filter((each) => each.$ref === undefined).map(typeOf));
  }
  if (Array.isArray(values)) return union(values.map((value) => JSON.stringify(value)));
  if (Array.isArray(type)) return union(type.map((each) => typeOf({ type: each })));
  if (Array.isArray(items)) return `[${items.map(typeOf).join(", ")}]`;
  if (type === "array") return listOf(items === undefined ? "unknown" : typeOf(items as JsonSchema));
  if (type === "integer") return "number";
  if (type !== "object") return typeof type === "string" ? type : "unknown";
  if (properties !== undefined) {
    const always = (required as readonly string[] | undefined) ?? [];
    const fields = Object.entries(properties as Record<string, JsonSchema>).map(
      ([name, value]) => `${name}${always.includes(name) ? "" : "?"}: ${typeOf(value)}`,
    );
    return `{ ${fields.join("; ")} }`;
  }
  return typeof additionalProperties === "object"
    ? `Record<string, ${typeOf(additionalProperties as JsonSchema)}>`
    : "object";
}

const union = (types: readonly string[]): string => types.join(" | ");

const listOf = (type: string): string => (type.includes(" | ") ? `(${type})[]` : `${type}[]`);
