import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readmeBlocks } from "../../../test/fixtures/readme-blocks.js";

let server: RedisServer;
let folder: string;
beforeAll(async () => {
  server = await startServer();
  vi.stubEnv("REDIS_URL", server.url());
  folder = await mkdtemp(fileURLToPath(new URL("../.readme-", import.meta.url)));
  for (const [file, code] of Object.entries(readmeBlocks("next"))) await writeFile(join(folder, file), code);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
  await server.stop();
});

const load = async (file: string) => (await import(/* @vite-ignore */ join(folder, file))).default;

test("the config of the README names the README's handlers by paths, which Next 15 needs", async () => {
  const { cacheHandler, cacheHandlers } = await load("next.config.mjs");
  expect(cacheHandler).toBe(join(folder, "cache-handler.mjs"));
  for (const path of [cacheHandler, cacheHandlers.default, cacheHandlers.remote]) {
    expect(existsSync(path)).toBe(true);
  }
});

test("the handlers of the README store in the Redis of the environment", async () => {
  const CacheHandler = await load("cache-handler.mjs");
  const value = { kind: "FETCH", data: { body: "YQ==" }, revalidate: 60 };
  await new CacheHandler({}).set("key", value, { fetchCache: true });
  expect(await new CacheHandler({}).get("key", { kind: "FETCH" })).toMatchObject({ value });
  const handler = await load("use-cache-handler.mjs");
  const entry = { tags: [], stale: 300, timestamp: Date.now(), expire: 3600, revalidate: 900 };
  await handler.set("key", Promise.resolve({ ...entry, value: new Blob(["bytes"]).stream() }));
  expect(await new Response((await handler.get("key", [])).value).text()).toBe("bytes");
  for (const key of (await server.text("KEYS", "*")) as string[]) expect(key).toMatch(/^shop:1:/);
});
