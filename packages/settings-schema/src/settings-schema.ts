import { CACHE_SETTINGS, CORE_OPTIONS, DJANGO_PREFIX, type OptionDeclaration } from "@coffer/cache-core";
import { DJANGO_SETTINGS, type DjangoPlace } from "@coffer/django-settings";
import { DECLARED_CACHE_SETTINGS } from "./cache-settings.js";
import { type DeclaredOption, declaredOptions } from "./declared-options.js";
import type { NamedPlugin } from "./named-plugin.js";
import { optionsSchema } from "./options-schema.js";
import { type JsonSchema, valueSchema } from "./value-schema.js";

/** Options of `settingsSchema`. */
export interface SettingsSchemaOptions {
  /** The defaults of the options that name plugins: `{ SERIALIZER: "@coffer/serializer-json" }`. */
  readonly defaults?: Readonly<Record<string, string>>;
}

const VARIABLE = "\\$\\{";

/** Python's settings that are accepted and have no effect. */
function withoutEffect(place: DjangoPlace): Record<string, JsonSchema> {
  return Object.fromEntries(
    DJANGO_SETTINGS.flatMap((row) =>
      row.place === place && row.meaning === "no effect"
        ? [[row.name, { description: `It has no effect: ${row.why}.` }]]
        : [],
    ),
  );
}

/**
 * Returns the JSON schema (draft 7) of a settings file, for completion and checks in editors, with the options of these
 * plugins. It rejects nothing that `createCaches` accepts: with an unknown plugin, any option is allowed.
 */
export function settingsSchema(
  plugins: readonly NamedPlugin[],
  { defaults = {} }: SettingsSchemaOptions = {},
): JsonSchema {
  const core = Object.entries(CORE_OPTIONS).map(([name, declared]) => ({ name, declared, plugins: [] }));
  const declared = [...core, ...declaredOptions(plugins)];
  const names = Object.fromEntries(
    [
      ...Object.entries(CACHE_SETTINGS),
      ...declared.map((each) => [each.name, each.declared] as const),
    ].flatMap(([setting, its]) => {
      const known = plugins.filter(({ kind }) => "kind" in its && kind.name === its.kind.name);
      return known.length === 0 ? [] : [[setting, { enum: known.flatMap((plugin) => plugin.names) }]];
    }),
  );
  const schemaOf = (name: string, declared: OptionDeclaration): JsonSchema =>
    valueSchema(
      Object.hasOwn(defaults, name) ? { ...declared, default: defaults[name] } : declared,
      Object.hasOwn(names, name) ? { $ref: `#/definitions/${name}` } : undefined,
    );

  const options = new Map<string, DeclaredOption[]>();
  for (const option of declared) {
    options.set(option.name, [...(options.get(option.name) ?? []), option]);
  }

  /** The condition that these settings, if present, name only known plugins. */
  const known = (settings: readonly string[], prefix = ""): JsonSchema => ({
    properties: Object.fromEntries(
      settings.map((name) => {
        const none = { type: "null" };
        const one = { $ref: `#/definitions/${name}` };
        const some = { anyOf: [one, { type: "array", items: one }, none] };
        return [prefix + name, Object.hasOwn(names, name) ? some : none];
      }),
    ),
  });
  const naming = [...options.values()]
    .flatMap(([option]) => option ?? [])
    .filter(({ declared }) => "kind" in declared && declared.kind.is !== "object")
    .map(({ name }) => name);
  const global = [...options].flatMap(([name, same]) =>
    same.some(({ declared }) => declared.global) ? [name] : [],
  );
  const standard = plugins.find((plugin) => plugin.names.includes(CACHE_SETTINGS.BACKEND?.default as string));
  /** The condition that a cache has the default backend, by any name, and its settings: another may have others. */
  const isDefault = { properties: { BACKEND: { enum: [...(standard?.names ?? []), null] } } };

  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Settings of coffer",
    type: "object",
    required: ["CACHES"],
    properties: {
      $schema: { type: "string" },
      CACHES: {
        description: 'The caches by their alias; "default" is the one that is used if none is named.',
        type: "object",
        minProperties: 1,
        properties: { default: { $ref: "#/definitions/cacheOrUrl" } },
        additionalProperties: { $ref: "#/definitions/cacheOrUrl" },
      },
      ...withoutEffect("top"),
      ...Object.fromEntries(
        global.flatMap((name) => {
          const same = { $ref: `#/definitions/options/properties/${name}` };
          return [
            [name, same],
            [DJANGO_PREFIX + name, same],
          ];
        }),
      ),
    },
    additionalProperties: false,
    if: {
      allOf: ["", DJANGO_PREFIX].map((prefix) =>
        known(
          naming.filter((name) => global.includes(name)),
          prefix,
        ),
      ),
    },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema.
    then: {
      properties: {
        CACHES: {
          additionalProperties: {
            if: isDefault,
            // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema.
            then: { properties: { OPTIONS: { $ref: "#/definitions/knownOptions" } } },
          },
        },
      },
    },
    definitions: {
      environment: { description: "An environment variable.", type: "string", pattern: VARIABLE },
      cacheOrUrl: {
        anyOf: [
          { $ref: "#/definitions/cache" },
          {
            description:
              "A URL of servers, with settings in its query: redis://host/1?timeout=300&client=herd",
            type: "string",
            pattern: `^\\s*([rR][eE][dD][iI][sS][sS]?|[uU][nN][iI][xX]|(redis|dummy|locmem)cache):|${VARIABLE}`,
          },
        ],
      },
      cache: {
        type: "object",
        properties: {
          ...withoutEffect("cache"),
          ...Object.fromEntries(
            Object.entries(DECLARED_CACHE_SETTINGS).map(([name, declared]) => [
              name,
              schemaOf(name, declared),
            ]),
          ),
          OPTIONS: { $ref: "#/definitions/options" },
        },
        additionalProperties: false,
        if: isDefault,
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema.
        then: { properties: { LOCATION: {} }, required: ["LOCATION"] },
      },
      options: optionsSchema(options, schemaOf),
      knownOptions: {
        if: known(naming),
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema.
        then: {
          propertyNames: {
            enum: [...new Set([...options.keys(), ...Object.keys(withoutEffect("OPTIONS"))])],
          },
        },
      },
      ...names,
    },
  };
}
