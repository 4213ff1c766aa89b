import { copyFile, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createCaches, type ImproperlyConfigured } from "coffer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REPOSITORY } from "../../fixtures/packages.js";

let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "coffer-")));
  await mkdir(join(folder, "config/dicts"), { recursive: true });
  const dictionary = join(REPOSITORY, "test/fixtures/dictionaries/old.dict");
  await copyFile(dictionary, join(folder, "config/dicts/users.dict"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The problems of the settings file `config/settings.json` when an application in another folder opens it. */
async function problemsOf(LOCATION: string, OPTIONS: object): Promise<string[]> {
  const file = join(folder, "config/settings.json");
  await writeFile(file, JSON.stringify({ CACHES: { default: { LOCATION, OPTIONS } } }));
  return createCaches(file, { parent: import.meta }).then(
    async (caches) => {
      await caches.close();
      return [];
    },
    (error: ImproperlyConfigured) => error.problems.map(({ message }) => message),
  );
}

describe("files that a settings file names", () => {
  it.each([["dicts/users.dict"], [["./dicts/users.dict"]]])(
    "are looked for from its folder: DICTIONARY %j",
    async (DICTIONARY) => {
      const options = { COMPRESSOR: "@coffer/compressor-zstd", DICTIONARY };
      expect(await problemsOf("redis://127.0.0.1:1", options)).toEqual([]);
    },
  );

  it("may be absolute, or file: URLs", async () => {
    const path = join(folder, "config/dicts/users.dict");
    for (const DICTIONARY of [path, pathToFileURL(path).href]) {
      expect(
        await problemsOf("redis://127.0.0.1:1", { COMPRESSOR: "@coffer/compressor-zstd", DICTIONARY }),
      ).toEqual([]);
    }
  });

  it.each(["ioredis", "redis", "resp"])(
    "are looked for from its folder, also certificates in options and URLs: %s",
    async (CONNECTION_FACTORY) => {
      const missing = (name: string) =>
        `${name}: the file ${join(folder, "config/missing.pem")} cannot be read`;
      const CONNECTION_POOL_KWARGS = { ssl_ca_certs: "missing.pem" };
      const [ofKwargs] = await problemsOf("rediss://h", { CONNECTION_FACTORY, CONNECTION_POOL_KWARGS });
      expect(ofKwargs).toContain(missing("ssl_ca_certs"));
      const [ofUrl] = await problemsOf("rediss://h?ssl_certfile=./missing.pem", { CONNECTION_FACTORY });
      expect(ofUrl).toContain(missing("ssl_certfile"));
    },
  );

  it("are looked for from its folder, also certificates of sentinels", async () => {
    const problems = await problemsOf("redis://mymaster/0", {
      CLIENT_CLASS: "@coffer/client-default#SentinelClient",
      CONNECTION_FACTORY: "@coffer/connection-ioredis#SentinelConnectionFactory",
      SENTINELS: ["rediss://127.0.0.1:1"],
      SENTINEL_KWARGS: { ssl_ca_certs: "missing.pem" },
    });
    expect(problems.join()).toContain(`the file ${join(folder, "config/missing.pem")} cannot be read`);
  });

  it("are looked for from `parent` if the settings are an object", async () => {
    const OPTIONS = { COMPRESSOR: "@coffer/compressor-zstd", DICTIONARY: "no-such.dict" };
    const settings = { CACHES: { default: { LOCATION: "redis://127.0.0.1:1", OPTIONS } } };
    await expect(createCaches(settings, { parent: import.meta })).rejects.toThrow(
      new URL("no-such.dict", import.meta.url).pathname,
    );
  });
});
