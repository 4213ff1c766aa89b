import type { OptionDeclaration } from "../contracts/options.js";
import type { DjangoPlace } from "../django/django-setting.js";
import { DJANGO_SETTINGS } from "../django/django-settings.js";
import { CACHE_SETTINGS, CORE_OPTIONS, DJANGO_PREFIX, GLOBAL_OPTIONS } from "../settings/declarations.js";
import { type DeclaredOption, declaredOptions } from "./declared-options.js";
import type { NamedPlugin } from "./named-plugin.js";
import { optionsSchema } from "./options-schema.js";
import { type JsonSchema, valueSchema } from "./value-schema.js";

export interface SettingsSchemaOptions {
  /** What the options that name plugins mean where they are left out: `{ SERIALIZER: "@coffer/serializer-json" }`. */
  readonly defaults?: Readonly<Record<string, string>>;
}

const VARIABLE = "\\$\\{";

/** The names of the default backend. Those of Django's own have OPTIONS in words of their own. */
const REDIS_BACKENDS = [
  "@coffer/cache-core#RedisCache",
  ...DJANGO_SETTINGS.flatMap(({ name }) => (name.startsWith("django_redis.cache.") ? [name] : [])),
];

/** Python's settings that are taken and have no effect. */
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
 * The JSON schema (draft 7) of a settings file, for the completion and the checks of editors, with the options of these
 * plugins. It refuses nothing that `createCaches` takes: beside another plugin any option may stand.
 */
export function settingsSchema(
  plugins: readonly NamedPlugin[],
  { defaults = {} }: SettingsSchemaOptions = {},
): JsonSchema {
  const names = Object.fromEntries(
    Object.entries({ ...CACHE_SETTINGS, ...CORE_OPTIONS }).flatMap(([setting, declared]) => {
      const known = plugins.filter(
        ({ kind }) => declared.type === "plugin" && kind.name === declared.kind.name,
      );
      return known.length === 0 ? [] : [[setting, { enum: known.flatMap((plugin) => plugin.names) }]];
    }),
  );
  const schemaOf = (name: string, declared: OptionDeclaration): JsonSchema =>
    valueSchema(
      Object.hasOwn(defaults, name) ? { ...declared, default: defaults[name] } : declared,
      Object.hasOwn(names, name) ? { $ref: `#/definitions/${name}` } : undefined,
    );

  const options = new Map<string, DeclaredOption[]>();
  const core = Object.entries(CORE_OPTIONS).map(([name, declared]) => ({ name, declared, plugins: [] }));
  for (const option of [...core, ...declaredOptions(plugins)]) {
    options.set(option.name, [...(options.get(option.name) ?? []), option]);
  }

  /** That these settings, so far as they are there, name no other plugin than the known. */
  const known = (settings: readonly string[], prefix = ""): JsonSchema => ({
    properties: Object.fromEntries(
      settings.map((name) => {
        const none = { type: "null" };
        const some = { anyOf: [{ $ref: `#/definitions/${name}` }, none] };
        return [prefix + name, Object.hasOwn(names, name) ? some : none];
      }),
    ),
  });
  const naming = [...options.values()]
    .flatMap(([option]) => option ?? [])
    .filter(({ declared }) => declared.type === "plugin" && declared.kind.is === "class")
    .map(({ name }) => name);
  const global = GLOBAL_OPTIONS.filter((name) => options.has(name));
  /** That a cache is of the default backend, by whatever name, and has its settings: another may have others. */
  const usesRedis = { properties: { BACKEND: { enum: [...REDIS_BACKENDS, null] } } };

  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Settings of coffer",
    type: "object",
    required: ["CACHES"],
    properties: {
      $schema: { type: "string" },
      CACHES: {
        description: 'The caches by their alias; "default" is the one that is meant where none is named.',
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
            if: usesRedis,
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
            Object.entries(CACHE_SETTINGS).map(([name, declared]) => [name, schemaOf(name, declared)]),
          ),
          OPTIONS: { $ref: "#/definitions/options" },
        },
        additionalProperties: false,
        if: usesRedis,
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
