import { createCaches } from "@coffer/cache-core";
import { startServer } from "@coffer-internal/servers";
import { expect, it } from "vitest";

it("a call loads for itself if Redis cannot say whether a load may be joined, and the cache ignores that", async () => {
  await using server = await startServer();
  const OPTIONS = {
    CLIENT_CLASS: "default",
    SERIALIZER: "json",
    CONNECTION_FACTORY: "ioredis",
    IGNORE_EXCEPTIONS: true,
  };
  const settings = { CACHES: { default: { LOCATION: server.url(), OPTIONS } } };
  await using caches = await createCaches(settings, { parent: import.meta });
  const cache = caches.get();
  const options = { tags: ["t"] };
  let end = (_value: string) => {};
  const begun = new Promise<void>((resolve) => {
    const load = () => {
      resolve();
      return new Promise<string>((done) => {
        end = done;
      });
    };
    void cache.getOrSet("k", load, options);
  });
  await begun;
  // The number of the last invalidation is unreadable now.
  await server.command("UNLINK", "{:1:tags}:last");
  await server.command("LPUSH", "{:1:tags}:last", "x");
  expect(await cache.getOrSet("k", () => "own", options)).toBe("own");
  end("first");
});

it("null is not a list of tags", async () => {
  await using server = await startServer();
  const OPTIONS = { CLIENT_CLASS: "default", SERIALIZER: "json", CONNECTION_FACTORY: "ioredis" };
  const settings = { CACHES: { default: { LOCATION: server.url(), OPTIONS } } };
  await using caches = await createCaches(settings, { parent: import.meta });
  const tags = null as unknown as string[];
  await expect(async () => caches.get().set("k", 1, { tags })).rejects.toThrow(TypeError);
  await expect(async () => caches.get().setMany({ k: 1 }, { tags })).rejects.toThrow(TypeError);
  await expect(async () => caches.get().getOrSet("k", () => 1, { tags })).rejects.toThrow(TypeError);
});
