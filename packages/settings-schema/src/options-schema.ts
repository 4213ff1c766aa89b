import { CACHE_SETTINGS, type OptionDeclaration } from "@coffer/cache-core";
import type { DeclaredOption } from "./declared-options.js";
import type { JsonSchema } from "./value-schema.js";

type SchemaOf = (name: string, declared: OptionDeclaration) => JsonSchema;

/** The schema of OPTIONS. Different declarations are bound to the plugin that is named. */
export function optionsSchema(
  options: ReadonlyMap<string, readonly DeclaredOption[]>,
  schemaOf: SchemaOf,
): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const bound: JsonSchema[] = [];
  for (const [name, same] of options) {
    const schemas = same.map(({ declared }) => schemaOf(name, declared));
    const [shape, ...others] = new Set(schemas.map((schema) => JSON.stringify(shapeOf(schema))));
    if (same.length === 1) {
      Object.assign(properties, { [name]: schemas[0] });
    } else if (others.length === 0) {
      properties[name] = { description: inTurn(same), ...JSON.parse(shape as string) };
    } else {
      properties[name] = { description: inTurn(same) };
      bound.push(...same.flatMap((option, index) => onlyWith(option, schemas[index], options)));
    }
  }
  return { description: CACHE_SETTINGS.OPTIONS?.description, type: "object", properties, allOf: bound };
}

function shapeOf({ description: _, default: __, ...shape }: JsonSchema): JsonSchema {
  return shape;
}

function inTurn(same: readonly DeclaredOption[]): string {
  return same
    .map(
      ({ plugins, declared }) =>
        `${plugins.map(({ names }) => names[0]).join(", ")}: ${declared.description}`,
    )
    .join("\n");
}

/** By the option that names the plugins: a backend's own declarations are bound to nothing. */
function onlyWith(
  { name, plugins }: DeclaredOption,
  schema: JsonSchema | undefined,
  options: ReadonlyMap<string, readonly DeclaredOption[]>,
): JsonSchema[] {
  const kind = plugins[0]?.kind.name;
  const [setting] = [...options].flatMap(([each, [first]]) =>
    first?.declared.type === "plugin" && first.declared.kind.name === kind ? [each] : [],
  );
  if (setting === undefined) return [];
  return [
    {
      if: {
        properties: { [setting]: { enum: plugins.flatMap(({ names }) => names) } },
        required: [setting],
      },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema.
      then: { properties: { [name]: schema } },
    },
  ];
}
