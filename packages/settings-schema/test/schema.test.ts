import { CLIENT, SERIALIZER } from "@coffer/backend-kit";
import * as backendRedis from "@coffer/backend-redis";
import type { OptionDeclarations } from "@coffer/cache-core";
import { pluginsIn, settingsReference, settingsSchema } from "@coffer/settings-schema";
import { describe, expect, test } from "vitest";

class Acme {
  static options: OptionDeclarations = {
    ACME_LEVEL: { type: "integer", min: 1, max: 3, unit: "turns", default: 2, description: "How tight." },
    ACME_HELPER: { type: "plugin", kind: SERIALIZER, nullable: true, description: "Helps." },
    ACME_MODE: { type: "choice", values: ["a", 1], description: "How." },
    ACME_CLASS: {
      type: "plugin",
      kind: { name: "redis client", is: "class" },
      default: Date,
      description: "What.",
    },
  };
  compress() {}
  decompress() {}
}
class Other extends Acme {
  static override options: OptionDeclarations = { ACME_LEVEL: { type: "string", description: "How loose." } };
}
class Text {
  dumps() {}
  loads() {}
}
class Client {}
for (const name of CLIENT.methods ?? []) {
  Object.defineProperty(Client.prototype, name, { value() {} });
}

const BACKEND = { "@coffer/backend-redis": backendRedis };
/** Without those of the backend, which is included for the kinds that its options name. */
const found = (module: string, exported: Record<string, unknown>) =>
  pluginsIn({ [module]: exported, ...BACKEND }).filter(({ names }) => names[0]?.startsWith(module));

const exported = { default: Acme, Acme, Other, Text, VERSION: "1", helper: () => 1 };
const acme = found("@acme/cache", exported);
const all = pluginsIn({ "@acme/cache": exported, ...BACKEND });

describe("the plugins in a module", () => {
  test("are its classes with the methods of a kind, by their plugin strings", () => {
    expect(acme.map(({ kind, names }) => [kind.name, names])).toEqual([
      ["compressor", ["@acme/cache", "@acme/cache#Acme"]],
      ["compressor", ["@acme/cache#Other"]],
      ["serializer", ["@acme/cache#Text"]],
    ]);
    expect(acme[0]?.options).toBe(Acme.options);
    expect(acme[2]?.options).toEqual({});
  });

  test("a client is not a backend, though it has the methods of one", () => {
    expect(found("./client.js", { Client })).toMatchObject([{ kind: CLIENT, names: ["./client.js#Client"] }]);
  });

  test("have their short name and django-redis's if the grammar has these", () => {
    const [plugin] = found("@coffer/serializer-json", { default: Text, JsonSerializer: Text });
    expect(plugin?.names).toEqual([
      "@coffer/serializer-json",
      "json",
      "@coffer/serializer-json#JsonSerializer",
      "django_redis.serializers.json.JSONSerializer",
    ]);
    expect(found("@acme/serializer-json", { default: Text, Text })[0]?.names).not.toContain("json");
  });
});

describe("the schema and the reference of other plugins", () => {
  const schema = settingsSchema(all, { defaults: { SERIALIZER: "@acme/cache#Text" } }) as {
    definitions: Record<string, { enum: string[]; properties: Record<string, unknown>; allOf: unknown[] }>;
  };
  const environment = { $ref: "#/definitions/environment" };

  test("have their names and their options", () => {
    expect(schema.definitions.COMPRESSOR?.enum).toEqual([
      "@acme/cache",
      "@acme/cache#Acme",
      "@acme/cache#Other",
    ]);
    expect(schema.definitions.options?.properties).toMatchObject({
      SERIALIZER: {
        default: "@acme/cache#Text",
        anyOf: [{ $ref: "#/definitions/SERIALIZER" }, { type: "string" }],
      },
      CLIENT_CLASS: { type: "string" },
      ACME_HELPER: {
        description: "Helps.",
        anyOf: [{ $ref: "#/definitions/ACME_HELPER" }, { type: "string" }, { type: "null" }],
      },
      ACME_MODE: { description: "How.", anyOf: [{ enum: ["a", 1] }, environment] },
      ACME_CLASS: { description: "What.", type: "string" },
    });
    expect(schema.definitions.options?.properties.ACME_CLASS).not.toHaveProperty("default");
  });

  test("bind different declarations to the plugin that is named", () => {
    expect(schema.definitions.options?.properties.ACME_LEVEL).toEqual({
      description: "@acme/cache: How tight.\n@acme/cache#Other: How loose.",
    });
    expect(schema.definitions.options?.allOf).toEqual([
      {
        if: {
          properties: { COMPRESSOR: { enum: ["@acme/cache", "@acme/cache#Acme"] } },
          required: ["COMPRESSOR"],
        },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema.
        then: {
          properties: {
            ACME_LEVEL: {
              description: "How tight. In turns.",
              default: 2,
              anyOf: [{ type: "integer", minimum: 1, maximum: 3 }, environment],
            },
          },
        },
      },
      {
        if: { properties: { COMPRESSOR: { enum: ["@acme/cache#Other"] } }, required: ["COMPRESSOR"] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema.
        then: { properties: { ACME_LEVEL: { description: "How loose.", type: "string" } } },
      },
    ]);
  });

  test("are plain JSON, without undefined", () => {
    expect(JSON.parse(JSON.stringify(schema))).toStrictEqual(schema);
  });

  test("describe in words the values of an option, and a class by its name", () => {
    const rows = settingsReference(all).filter(({ name }) => name.startsWith("ACME"));
    expect(rows.map(({ name, type, default: standard, plugins }) => [name, type, standard, plugins])).toEqual(
      [
        ["ACME_LEVEL", "a whole number of turns from 1 up to 3", 2, ["@acme/cache"]],
        ["ACME_HELPER", "a plugin or null", undefined, ["@acme/cache"]],
        ["ACME_MODE", 'one of "a", 1', undefined, ["@acme/cache"]],
        ["ACME_CLASS", "a plugin", "Date", ["@acme/cache"]],
        ["ACME_LEVEL", "a string", undefined, ["@acme/cache#Other"]],
      ],
    );
  });

  test("has for each setting its values as a TypeScript type", () => {
    const typeOf = (wanted: string) => settingsReference(all).find(({ name }) => name === wanted)?.valueType;
    expect(typeOf("ACME_LEVEL")).toBe("number");
    expect(typeOf("ACME_HELPER")).toBe("string | class | null");
    expect(typeOf("ACME_MODE")).toBe('"a" | 1');
    expect(typeOf("IGNORE_EXCEPTIONS")).toBe("boolean | null");
    expect(typeOf("LOCATION")).toBe("string | string[]");
    expect(typeOf("LAYERS")).toBe("(string | function)[]");
    expect(typeOf("LOGGER")).toBe("string | object");
    class Sizes extends Acme {
      static override options: OptionDeclarations = {
        ACME_SIZES: {
          type: "object",
          nullable: true,
          description: "What.",
          schema: {
            required: ["least"],
            properties: { least: { type: "integer" }, names: { type: "array", items: { type: "string" } } },
          },
        },
        ACME_PAIRS: {
          type: "array",
          description: "What.",
          schema: { items: { type: "array", items: [{ type: "string" }, { type: "integer" }] } },
        },
        ACME_MAP: {
          type: "any",
          description: "What.",
          schema: { type: "object", additionalProperties: { type: ["string", "number"] } },
        },
      };
    }
    const module = { default: Sizes, Sizes };
    const rows = settingsReference(pluginsIn({ "@coffer/compressor-acme": module, ...BACKEND }));
    const types = Object.fromEntries(rows.map(({ name, valueType }) => [name, valueType]));
    expect(types.COMPRESSOR).toBe('"acme" | string | class | null');
    expect(types.ACME_SIZES).toBe("{ least: number; names?: string[] } | null");
    expect(types.ACME_PAIRS).toBe("[string, number][]");
    expect(types.ACME_MAP).toBe("Record<string, string | number>");
  });
});
