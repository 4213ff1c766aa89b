import { type Cluster, startCluster } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { diagnose } from "./support/diagnose.js";
import { inProcess } from "./support/in-process.js";
import { makeProject, settingsFor } from "./support/project.js";

let cluster: Cluster;

beforeAll(async () => {
  const config = { maxmemory: "100mb", "maxmemory-policy": "allkeys-lru" };
  cluster = await startCluster({ masters: 3, replicas: 0, password: "s3cret", config });
});
afterAll(() => cluster.stop());
beforeEach(() => Promise.all(cluster.masters.map((master) => master.command("FLUSHALL"))));

/** Settings that name one node of the three. */
function project(): Promise<string> {
  const settings = settingsFor(
    cluster.urls[0] as string,
    { CLIENT_CLASS: "cluster" },
    { KEY_PREFIX: "shop" },
  );
  return makeProject({ "coffer.settings.json": settings });
}

describe("for a cluster whose settings name one node", () => {
  test("doctor checks all primaries", async () => {
    const { code, stdout } = await inProcess(["doctor"], { cwd: await project() });
    expect(code).toBe(0);
    for (const { port } of cluster.masters) expect(stdout).toContain(`redis://127.0.0.1:${port}\n`);
    expect(stdout).toMatch(/✔ 8 values come back equal/);
    expect(stdout).not.toContain("s3cret");
  });

  test("doctor says which client a cluster needs, for settings of one server", async () => {
    const { problems } = await diagnose(settingsFor(cluster.urls[0] as string));
    expect(problems).toMatchObject([
      {
        text: expect.stringMatching(/MOVED .*set CLIENT_CLASS to "@coffer.client-cluster"/),
        advice: expect.stringContaining("@coffer/client-cluster"),
      },
    ]);
  });

  test("stats counts the keys of all primaries, and clear deletes them, in every version", async () => {
    const cwd = await project();
    const settings = settingsFor(cluster.urls, { CLIENT_CLASS: "cluster" }, { KEY_PREFIX: "shop" });
    const caches = await createCaches(settings as never, { parent: import.meta });
    const keys = Array.from({ length: 300 }, (_, index) => [`k:${index}`, index] as const);
    await caches.get().setMany(keys);
    await caches.get().setMany(keys.slice(0, 100), { version: 2 });
    await caches.close();

    const rows = JSON.parse((await inProcess(["stats", "--json"], { cwd })).stdout);
    expect(rows).toHaveLength(3);
    expect(rows.reduce((sum: number, row: { keys: number }) => sum + row.keys, 0)).toBe(400);
    expect(await inProcess(["clear", "--yes"], { cwd })).toMatchObject({
      code: 0,
      stdout: "400 keys deleted\n",
    });
    for (const master of cluster.masters) expect(await master.command("DBSIZE")).toBe(0);
  });
});
