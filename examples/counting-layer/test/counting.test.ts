import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createCacheWith, layerSuite } from "@coffer/client-suite";
import { startCluster, startServer } from "@coffer-internal/servers";
import { afterAll, describe, expect, it } from "vitest";

const [server, cluster] = await Promise.all([startServer(), startCluster()]);
afterAll(() => Promise.all([server.stop(), cluster.stop()]));

function over(CLIENT_CLASS: string, LOCATION: readonly string[]) {
  const OPTIONS = { CLIENT_CLASS, CONNECTION_FACTORY: "ioredis", SERIALIZER: "json" };
  return {
    createCache: createCacheWith({ LOCATION, OPTIONS }, { parent: import.meta }),
    capabilities: { oneServer: CLIENT_CLASS === "default" },
  };
}

layerSuite({
  name: "counting",
  describe,
  it,
  LAYERS: ["../counting.mjs"],
  options: { COUNT_UP_TO: "/" },
  clients: {
    "one server": { ...over("default", [server.url(0)]), raw: (...command) => server.command(...command) },
    "two servers": over("shard", [server.url(1), server.url(2)]),
    "a cluster": over("cluster", cluster.urls),
  },
});

it("the demonstration runs", async () => {
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const { REDIS_URL: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, ["main.mjs"], { cwd, env });
  expect(stdout).toMatch(/once more +\{ total: 42 \}\n\nreads +\{ user: 3, report: 2 \}/);
});
