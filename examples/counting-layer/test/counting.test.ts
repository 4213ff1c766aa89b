import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createCacheWith, layerSuite } from "@coffer/client-suite";
import { startCluster, startServer } from "@coffer-internal/servers";
import { afterAll, describe, expect, it } from "vitest";
import { ALL } from "../../../test/fixtures/client-groups.js";

const server = await startServer();
afterAll(() => server.stop());

function over(CLIENT_CLASS: string, LOCATION: readonly string[]) {
  const OPTIONS = { CLIENT_CLASS, CONNECTION_FACTORY: "ioredis", SERIALIZER: "json" };
  return {
    createCache: createCacheWith({ LOCATION, OPTIONS }, { parent: import.meta }),
    capabilities: { oneServer: CLIENT_CLASS === "default" },
  };
}

/**
 * packages/layer-herd tests the same layer over shards and a cluster, together with herd; alone it is tested there
 * with `npm run test:all`.
 */
async function overMore() {
  if (!ALL) return {};
  const cluster = await startCluster();
  afterAll(() => cluster.stop());
  return {
    "two servers": over("shard", [server.url(1), server.url(2)]),
    "a cluster": over("cluster", cluster.urls),
  };
}

layerSuite({
  name: "counting",
  describe,
  it,
  LAYERS: ["../counting.mjs"],
  options: { COUNT_UP_TO: "/" },
  // What a layer that counts can break. With `npm run test:all`, everything that any layer can.
  groups: ALL
    ? undefined
    : [
        "values",
        "many keys",
        "getOrSet",
        "stored entries",
        "errors and layers",
        "options of layers",
        "invalidated",
      ],
  clients: {
    "one server": { ...over("default", [server.url(0)]), raw: (...command) => server.command(...command) },
    ...(await overMore()),
  },
});

it("the demonstration runs", async () => {
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const { REDIS_URL: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, ["main.mjs"], { cwd, env });
  expect(stdout).toMatch(/once more +\{ total: 42 \}\n\nreads +\{ user: 3, report: 2 \}/);
});
