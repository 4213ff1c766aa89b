import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createCaches } from "@coffer/cache-core";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(() => server.command("FLUSHALL"));

describe.each([[[]], [["herd"]]])("update with the layers %j", (LAYERS) => {
  it("loses none of 400 updates by eight writers in two processes", async () => {
    const script = fileURLToPath(new URL("updating-child.mjs", import.meta.url));
    const start = async (): Promise<ChildProcess> => {
      const args = [script, server.url(), JSON.stringify(LAYERS), "4", "50"];
      const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
      const exit = once(child, "exit").then(([code]) => {
        throw new Error(`the process ended with ${code} before it was ready`);
      });
      exit.catch(() => {});
      await Promise.race([once(child.stdout, "data"), exit]);
      return child;
    };
    const children = await Promise.all([start(), start()]);
    const ended = children.map((child) => once(child, "exit"));
    for (const child of children) child.stdin?.write("go\n");
    expect((await Promise.all(ended)).map(([code]) => code)).toEqual([0, 0]);
    const OPTIONS = {
      LAYERS,
      CLIENT_CLASS: "default",
      SERIALIZER: "@coffer/serializer-json",
      CONNECTION_FACTORY: "@coffer/connection-ioredis",
    };
    const settings = { CACHES: { default: { LOCATION: server.url(), OPTIONS } } };
    await using caches = await createCaches(settings, { parent: import.meta });
    const by = Object.fromEntries(children.map(({ pid }) => [pid, 200]));
    expect(await caches.get().get("k")).toEqual({ sum: 400, by });
  });
});
