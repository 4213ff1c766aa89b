import { execFile } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALL } from "../../fixtures/client-groups.js";
import { outagesOf } from "../../fixtures/outages.js";
import { WebProcess } from "../../fixtures/web-process.js";

const EXAMPLE = fileURLToPath(new URL("../../../examples/nitro/", import.meta.url));
const { resolve } = createRequire(join(EXAMPLE, "package.json"));
const NITRO = join(dirname(resolve("nitropack/package.json")), "dist/cli/index.mjs");
const OUTPUT = join(EXAMPLE, ".output");
const PATIENCE = 600_000;

// Only with `npm run test:all`, since it takes half a minute. The package's tests cover the driver.
describe.runIf(ALL)(
  "the example of Nitro, built without Redis, run from its output alone, in two processes",
  () => {
    let server: RedisServer;
    let folder: string;
    let first: WebProcess;
    let second: WebProcess;

    const start = () => WebProcess.start("server/index.mjs", folder, { CACHE_URL: server.url() });

    beforeAll(async () => {
      server = await startServer({ persistent: true });
      const env = { ...process.env, NODE_ENV: "production", CACHE_URL: "redis://127.0.0.1:1/0" };
      await promisify(execFile)(process.execPath, [NITRO, "build"], { cwd: EXAMPLE, env });
      // In a folder without this workspace's packages above it.
      folder = await mkdtemp(join(tmpdir(), "coffer-nitro-"));
      await cp(OUTPUT, folder, { recursive: true, verbatimSymlinks: true });
      first = await start();
      second = await start();
    }, PATIENCE);

    afterAll(async () => {
      await first?.[Symbol.asyncDispose]();
      await second?.[Symbol.asyncDispose]();
      await server?.stop();
      if (folder) await rm(folder, { recursive: true, force: true });
      await rm(OUTPUT, { recursive: true, force: true });
    });

    test.each(["/", "/swr"])("%s is loaded once for both", async (path) => {
      // Values are stored in the background, so this repeats until both return the same one.
      await eventually(async () => expect(await second.get(path)).toBe(await first.get(path)));
      await using third = await start();
      expect(await third.get(path)).toBe(await first.get(path));
    });

    test("a value for which Nitro gives no ttl expires after TIMEOUT", async () => {
      await eventually(async () => {
        const keys = (await server.text("KEYS", "example-nitro:1:nitro:*")) as string[];
        expect(keys).toHaveLength(2);
        for (const key of keys) {
          const left = Number(await server.text("PTTL", key));
          expect(left).toBeGreaterThan(60_000);
          expect(left).toBeLessThanOrEqual(3_600_000);
        }
      });
    });

    test("bytes stay bytes", async () => {
      expect(JSON.parse(await first.get("/raw"))).toEqual({ bytes: [0, 255] });
    });

    test.each(outagesOf(() => server))(
      "every request is answered while Redis is $how, and shared again afterwards",
      async ({ begin, end }) => {
        await begin();
        try {
          for (const path of ["/", "/swr"]) expect(await first.get(path)).toMatch(/[0-9a-f-]{36}/);
        } finally {
          await end();
        }
        for (const path of ["/", "/swr"]) {
          await eventually(async () => expect(await second.get(path)).toBe(await first.get(path)));
        }
      },
    );
  },
);
