import type { OptionDeclaration } from "@coffer/cache-core";
import { type JsonSchema, valueSchema } from "./value-schema.js";

/**
 * What an option takes, as a TypeScript type is written; `class`, `function` and `object` stand for what only code can have.
 * @param words short names that plugins of its kind have.
 */
export function valueType(declared: OptionDeclaration, words: readonly string[]): string {
  if (!("kind" in declared)) {
    const type = typeOf(valueSchema(declared));
    return "orFunction" in declared && declared.orFunction ? union([type, "function"]) : type;
  }
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
