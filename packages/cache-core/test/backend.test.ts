import {
  type BackendContext,
  type Cache,
  COMMANDS,
  createCaches as createOwn,
  type OptionDeclarations,
  type PluginKind,
  type Settings,
} from "@coffer/cache-core";
import { describe, expect, test } from "vitest";
import { makeProject } from "../../../test/fixtures/project.js";
import { createCaches, problemsOf } from "./support/parts.js";

const LAYER: PluginKind = { name: "layer", is: "function", shorthand: "@acme/layer-" };
const near = Object.assign((value: string) => `near(${value})`, {
  options: { NEAR_SIZE: { type: "integer", min: 1, default: 10, global: true, description: "Entries." } },
});

/** A minimal backend: no Redis, no client, its own options. */
class Memory {
  static readonly options: OptionDeclarations = {
    LAYERS: { type: "plugins", kind: LAYER, default: [], global: true, description: "Go over it." },
    NAME: { type: "string", default: "none", description: "A name." },
  };
  readonly alias: string;
  readonly client = this;
  readonly context: BackendContext;

  constructor(context: BackendContext) {
    this.alias = context.alias;
    this.context = context;
  }

  async close(): Promise<void> {}

  static {
    for (const name of [...COMMANDS, "wrap", "batch"])
      Object.defineProperty(Memory.prototype, name, { value: async () => undefined });
  }
}

const open = async (settings: object, parent?: string) =>
  (await createCaches(settings as Settings, parent === undefined ? {} : { parent })).get() as Cache & Memory;
const wrong = (settings: object) => problemsOf(createCaches(settings as Settings));
const cache = (said: object) => ({ CACHES: { default: { BACKEND: Memory, ...said } } });

describe("a backend", () => {
  test("is created with the settings of its cache, and needs no Redis", async () => {
    const { context } = await open(cache({ TIMEOUT: "5m", KEY_PREFIX: "shop", LOCATION: ["anything", 5] }));
    expect(context).toMatchObject({
      alias: "default",
      path: "CACHES.default",
      location: ["anything", 5],
      timeout: 300_000,
      prefix: "shop",
      version: 1,
    });
    expect({ ...context.options }).toMatchObject({ LAYERS: [], NAME: "none" });
  });

  test("has the options that it declares, and no others", async () => {
    expect(await wrong(cache({ OPTIONS: { SERIALIZER: "json", NAM: "x" } }))).toMatchObject([
      { path: "CACHES.default.OPTIONS.SERIALIZER", code: "ERR_SETTING_UNKNOWN" },
      { path: "CACHES.default.OPTIONS.NAM", hint: "write NAME" },
    ]);
  });

  test.each([undefined, "@coffer/backend-redis"])(
    "is reported with what to do if it is not installed: %s",
    async (BACKEND) => {
      const parent = await makeProject();
      const settings = {
        CACHES: {
          default: { LOCATION: "redis://h", OPTIONS: { SERIALIZER: "json" }, ...(BACKEND && { BACKEND }) },
        },
      };
      // Even with an `allow` list, its absence must not be reported as a missing permission.
      for (const allow of [undefined, ["./plugins/*"]]) {
        expect(await problemsOf(createOwn(settings, { parent, allow }))).toEqual([
          {
            path: "CACHES.default.BACKEND",
            code: "ERR_PLUGIN_NOT_INSTALLED",
            hint: "npm install @coffer/backend-redis",
            message: `CACHES.default.BACKEND: "@coffer/backend-redis" is not installed: looked in node_modules of ${parent} and of the folders above it. Run: npm install @coffer/backend-redis`,
          },
        ]);
      }
    },
  );
});

describe("a list of plugins", () => {
  const options = (OPTIONS: object, top: object = {}) => ({ ...top, ...cache({ OPTIONS }) });

  test("is loaded item by item, and the options of each item are known", async () => {
    const parent = await makeProject({
      "node_modules/@acme/layer-herd/package.json": { type: "module", exports: "./main.js" },
      "node_modules/@acme/layer-herd/main.js":
        "export default Object.assign((value) => value, { options: { HERD_TIME: { type: 'number', default: 60, description: 'Time.' } } });",
    });
    const { context } = await open(options({ LAYERS: [near, "herd"], NEAR_SIZE: 5 }), parent);
    const { LAYERS, ...others } = context.options as Record<string, unknown> & { LAYERS: unknown[] };
    expect(LAYERS[0]).toBe(near);
    expect(LAYERS[1]).toBeTypeOf("function");
    expect(Object.isFrozen(LAYERS)).toBe(true);
    expect(others).toMatchObject({ NEAR_SIZE: 5, HERD_TIME: 60 });
  });

  test("reports the invalid item", async () => {
    expect(await wrong(options({ LAYERS: [near, 5, null, "no-such"] }))).toMatchObject([
      { path: "CACHES.default.OPTIONS.LAYERS[1]", code: "ERR_PLUGIN_KIND" },
      { path: "CACHES.default.OPTIONS.LAYERS[2]", code: "ERR_PLUGIN_KIND" },
      { path: "CACHES.default.OPTIONS.LAYERS[3]", code: "ERR_PLUGIN_NOT_INSTALLED" },
    ]);
    expect(await wrong(options({ LAYERS: "near" }))).toMatchObject([
      {
        path: "CACHES.default.OPTIONS.LAYERS",
        message: "CACHES.default.OPTIONS.LAYERS: must be a list, each item a layer, got 'near'",
      },
    ]);
  });

  test("may be set at the top level if it is declared global", async () => {
    const { context } = await open({ LAYERS: [near], NEAR_SIZE: 7, ...cache({}) });
    expect(context.options).toMatchObject({ LAYERS: [near], NEAR_SIZE: 7 });
    expect(await wrong({ NAME: "x", LAYERS: ["no-such"], ...cache({}) })).toMatchObject([
      { path: "LAYERS[0]", code: "ERR_PLUGIN_NOT_INSTALLED" },
      { path: "NAME", code: "ERR_SETTING_UNKNOWN" },
    ]);
    expect(await wrong({ NEAR_SIZE: 7, ...cache({}) })).toMatchObject([
      { path: "NEAR_SIZE", message: "NEAR_SIZE: unknown setting; known are CACHES, LOGGER, LAYERS" },
    ]);
  });
});
