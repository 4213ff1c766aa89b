import type { OptionDeclaration } from "@coffer/cache-core";

/** A JSON schema (draft 7), which is plain JSON. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Replaces a value that is not a string. */
const FROM_ENVIRONMENT: JsonSchema = { $ref: "#/definitions/environment" };

/** @param names the known values of a plugin option. */
export function valueSchema(declared: OptionDeclaration, names?: JsonSchema): JsonSchema {
  const shapes = [...shapesOf(declared, names), ...(declared.nullable ? [{ type: "null" }] : [])];
  return {
    description: "unit" in declared ? `${declared.description} In ${declared.unit}.` : declared.description,
    // A class has no JSON form.
    ...(declared.default !== undefined &&
      typeof declared.default !== "function" && { default: declared.default }),
    ...(shapes.length === 1 ? shapes[0] : shapes.length > 1 && { anyOf: shapes }),
  };
}

function shapesOf(declared: OptionDeclaration, names: JsonSchema | undefined): JsonSchema[] {
  switch (declared.type) {
    case "string":
      return [{ type: "string" }];
    case "plugin":
      return [...(names === undefined ? [] : [names]), { type: "string" }];
    case "plugins":
      return [
        { type: "array", items: { anyOf: [...(names === undefined ? [] : [names]), { type: "string" }] } },
      ];
    case "boolean":
      return [{ type: "boolean" }, FROM_ENVIRONMENT];
    case "integer":
    case "number": {
      const { type, min, max } = declared;
      const limits = {
        ...(min !== undefined && { minimum: min }),
        ...(max !== undefined && { maximum: max }),
      };
      return [{ type, ...limits }, FROM_ENVIRONMENT];
    }
    case "choice":
      return [{ enum: declared.values }, FROM_ENVIRONMENT];
    case "object":
    case "array":
      return [{ type: declared.type, ...declared.schema }];
    default: {
      if (declared.schema === undefined) return [];
      const { anyOf = [declared.schema] } = declared.schema;
      return [...(anyOf as JsonSchema[]), FROM_ENVIRONMENT];
    }
  }
}
