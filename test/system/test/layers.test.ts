import { createCaches, type ImproperlyConfigured } from "@coffer/cache-core";
import { ClusterClient } from "@coffer/client-cluster";
import { type ClientClass, DefaultClient } from "@coffer/client-default";
import { HerdClient } from "@coffer/client-herd";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { herd } from "@coffer/layer-herd";
import { JsonSerializer } from "@coffer/serializer-json";
import { describe, expect, it } from "vitest";

/** A layer whose reads return its name and, in parentheses, what the layer below returns. */
function naming(name: string) {
  return function layer<Base extends ClientClass>(Client: Base): Base {
    return class extends Client {
      override async readValue(): Promise<unknown> {
        return `${name}(${await super.readValue("k", "get").catch(() => "Redis")})`;
      }
    };
  };
}

async function settingsWith(OPTIONS: object, top: object = {}) {
  const parts = {
    CLIENT_CLASS: DefaultClient,
    SERIALIZER: JsonSerializer,
    CONNECTION_FACTORY: ConnectionFactory,
    SOCKET_CONNECT_TIMEOUT: 0.5,
  };
  // Nothing listens at this address.
  const cache = { LOCATION: "redis://127.0.0.1:1", OPTIONS: { ...parts, ...OPTIONS } };
  return createCaches({ ...top, CACHES: { default: cache } }, { parent: import.meta });
}

async function problemsOf(OPTIONS: object): Promise<[path: string, message: string][]> {
  try {
    await (await settingsWith(OPTIONS)).close();
  } catch (error) {
    return (error as ImproperlyConfigured).problems.map(({ path, message }) => [path, message]);
  }
  return [];
}

describe("LAYERS", () => {
  it("wrap the client, the first of them outermost", async () => {
    await using caches = await settingsWith({ LAYERS: [naming("outer"), naming("inner")] });
    expect(await caches.get().get("k")).toBe("outer(inner(Redis))");
  });

  it("may be at the top level of the settings, for all caches", async () => {
    await using caches = await settingsWith({}, { LAYERS: [naming("common")] });
    expect(await caches.get().get("k")).toBe("common(Redis)");
    await using own = await settingsWith({ LAYERS: [] }, { LAYERS: [naming("common")] });
    await expect(own.get().get("k")).rejects.toMatchObject({ code: "ERR_UNREACHABLE" });
  });

  it("may have short names, and add their options", async () => {
    await using caches = await settingsWith({ LAYERS: ["herd"], CACHE_HERD_TIMEOUT: 5 });
    expect(caches.get().client).toBeInstanceOf(DefaultClient);
    expect(await problemsOf({ CACHE_HERD_TIMEOUT: 5 })).toMatchObject([
      [
        "CACHES.default.OPTIONS.CACHE_HERD_TIMEOUT",
        expect.stringContaining('unknown option: add "herd" to LAYERS'),
      ],
    ]);
  });

  it("near may be above or below herd", async () => {
    for (const LAYERS of [
      ["near", "herd"],
      ["herd", "near"],
    ]) {
      await using caches = await settingsWith({ LAYERS, NEAR_CACHE: { MAX_LAG: 1 }, CACHE_HERD_TIMEOUT: 5 });
      expect(caches.get().stats().near).toMatchObject({ entries: 0, state: "disconnected" });
    }
    const path = "CACHES.default.OPTIONS.NEAR_CACHE.MAX_LAG";
    expect(await problemsOf({ LAYERS: ["near"], NEAR_CACHE: { MAX_LAG: "1" } })).toEqual([
      [path, expect.stringContaining(`${path}: must be a number of seconds or a duration`)],
    ]);
    expect(await problemsOf({ NEAR_CACHE: { MAX_LAG: 1 } })).toMatchObject([
      ["CACHES.default.OPTIONS.NEAR_CACHE", expect.stringContaining('unknown option: add "near" to LAYERS')],
    ]);
  });

  it.each<[what: string, layers: unknown, path: string, message: RegExp]>([
    ["a client", [ClusterClient], "[0]", /LAYERS\[0\]: ClusterClient is a client, not a layer/],
    ["another class", [herd, JsonSerializer], "[1]", /LAYERS\[1\]: JsonSerializer is a class, not a layer/],
    ["one layer twice", [herd, herd], "[0]", /LAYERS\[0\]: herd is named twice/],
    [
      "a function that returns no class",
      [() => 5],
      "[0]",
      /LAYERS\[0\]: .* not a layer: it returns a number/,
    ],
    [
      "a function that returns another class",
      [() => DefaultClient],
      "[0]",
      /not a class that extends the one it is given/,
    ],
    ["an object", [{}], "[0]", /LAYERS\[0\]: this is not a layer: it must be a function/],
    ["a string instead of a list", "herd", "", /LAYERS: must be a list, each item a layer, got 'herd'/],
  ])("refuses %s before anything connects", async (_, LAYERS, path, message) => {
    const problems = await problemsOf({ LAYERS });
    expect(problems).toEqual([[`CACHES.default.OPTIONS.LAYERS${path}`, expect.stringMatching(message)]]);
  });

  it("reports all wrong layers at once", async () => {
    const paths = (await problemsOf({ LAYERS: [ClusterClient, "herd", () => 5] })).map(([path]) => path);
    expect(paths.sort()).toEqual(["CACHES.default.OPTIONS.LAYERS[0]", "CACHES.default.OPTIONS.LAYERS[2]"]);
  });

  it("refuses a layer that the client already has", async () => {
    const problems = await problemsOf({ CLIENT_CLASS: HerdClient, LAYERS: ["herd"] });
    expect(problems).toEqual([
      ["CACHES.default.OPTIONS.LAYERS[0]", expect.stringContaining("is named twice")],
    ]);
  });

  it("refuses a client that does not extend BaseClient", async () => {
    class Stranger {}
    expect(await problemsOf({ CLIENT_CLASS: Stranger, LAYERS: ["herd"] })).toEqual([
      [
        "CACHES.default.OPTIONS.CLIENT_CLASS",
        expect.stringContaining("Stranger has no place for layers: it does not extend BaseClient"),
      ],
    ]);
  });
});
