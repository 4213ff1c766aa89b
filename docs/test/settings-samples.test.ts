import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createCaches } from "coffer";
import { beforeAll, expect, it, vi } from "vitest";

const SAMPLES = fileURLToPath(new URL("../samples/", import.meta.url));
const files = readdirSync(SAMPLES).filter(
  (name) => name.endsWith(".json") && "CACHES" in JSON.parse(readFileSync(SAMPLES + name, "utf8")),
);

beforeAll(() => {
  for (const name of ["REDIS_PASSWORD", "SENTINEL_PASSWORD", "REDIS_HOST"]) vi.stubEnv(name, "anything");
});

it.each(files)("the settings of %s have no mistake, and their plugins are found", async (name) => {
  const caches = await createCaches(SAMPLES + name);
  expect(caches.get("default")).toBeDefined();
  await caches.close();
});
