import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALL } from "../../fixtures/client-groups.js";
import { outagesOf } from "../../fixtures/outages.js";
import { WebProcess } from "../../fixtures/web-process.js";

const EXAMPLE = fileURLToPath(new URL("../../../examples/next/", import.meta.url));
const NEXT = createRequire(join(EXAMPLE, "package.json")).resolve("next/dist/bin/next");
const PATIENCE = 600_000;
const BUILT = join(EXAMPLE, ".next");

/** The value on a page that is different in each rendering. */
async function made(from: WebProcess, path: string): Promise<string> {
  const ids = (await from.get(path)).match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g);
  if (ids === null) throw new Error(`${path} has nothing that was made`);
  return ids.at(-1) as string;
}

// Only with `npm run test:all`, since it takes a minute. The package's tests also cover both handlers.
describe.runIf(ALL)("the example of Next.js, built without Redis, standalone, in two processes", () => {
  let server: RedisServer;
  /** Gives another value to each request of the page that fetches. */
  let source: Server;
  let folder: string;
  let first: WebProcess;
  let second: WebProcess;

  const start = () => {
    const { port } = source.address() as AddressInfo;
    const env = { REDIS_URL: server.url(), SOURCE_URL: `http://127.0.0.1:${port}/` };
    return WebProcess.start("server.js", join(folder, "examples/next"), env);
  };

  beforeAll(async () => {
    source = createServer((_, response) => response.end(randomUUID())).listen(0, "127.0.0.1");
    await once(source, "listening");
    server = await startServer({ persistent: true });
    // Next builds for production only, whatever Vitest has set.
    const env = {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      REDIS_URL: "redis://127.0.0.1:1/0",
    };
    await rm(BUILT, { recursive: true, force: true });
    await promisify(execFile)(process.execPath, [NEXT, "build"], { cwd: EXAMPLE, env });
    // In a folder without this workspace's packages above it.
    folder = await mkdtemp(join(tmpdir(), "coffer-next-"));
    await cp(join(BUILT, "standalone"), folder, { recursive: true, verbatimSymlinks: true });
    first = await start();
    second = await start();
  }, PATIENCE);

  afterAll(async () => {
    await first?.[Symbol.asyncDispose]();
    await second?.[Symbol.asyncDispose]();
    await server?.stop();
    source?.close();
    source?.closeAllConnections();
    if (folder) await rm(folder, { recursive: true, force: true });
    await rm(BUILT, { recursive: true, force: true });
  });

  /** The response that both serve, once it is stored. */
  async function shared(path: string): Promise<string> {
    return eventually(async () => {
      const id = await made(first, path);
      expect(await made(second, path)).toBe(id);
      return id;
    });
  }

  const CASES = [
    { what: "a page that is rendered again (ISR)", path: "/isr/1", revalidate: "tag=pages" },
    { what: "a static page", path: "/static", revalidate: "path=/static" },
    { what: "a route handler", path: "/route", revalidate: "path=/route" },
    { what: "unstable_cache", path: "/unstable", revalidate: "tag=unstable" },
    { what: "fetch", path: "/fetched", revalidate: "tag=fetched" },
    { what: '"use cache"', path: "/cached", revalidate: "tag=cached" },
    { what: '"use cache: remote"', path: "/remote", revalidate: "tag=remote" },
  ];

  test.each(CASES)(
    "$what is rendered once for both, and a revalidation in one expires it in the other",
    async (each) => {
      const { path, revalidate } = each;
      const old = await shared(path);
      await first.get(`/revalidate?${revalidate}`, { method: "POST" });
      await eventually(async () => expect(await made(second, path)).not.toBe(old));
      const renewed = await shared(path);
      expect(renewed).not.toBe(old);
      await second.get(`/revalidate?${revalidate}`, { method: "POST" });
      await eventually(async () => expect(await made(first, path)).not.toBe(renewed));
    },
  );

  test.each(CASES.filter(({ revalidate }) => revalidate.startsWith("tag")))(
    "$what is stale in the other when one revalidates its tag with a profile, and is then rendered again",
    async ({ path, revalidate }) => {
      const old = await shared(path);
      await first.get(`/revalidate?${revalidate}&profile=max`, { method: "POST" });
      await eventually(async () => expect(await made(second, path)).not.toBe(old));
      expect(await shared(path)).not.toBe(old);
    },
  );

  test("a process that starts later uses the others' entries", async () => {
    const ids = await Promise.all(CASES.map(({ path }) => shared(path)));
    await using third = await start();
    expect(await Promise.all(CASES.map(({ path }) => made(third, path)))).toEqual(ids);
  });

  test.each(outagesOf(() => server))(
    "every request is answered while Redis is $how, and shared again afterwards",
    async ({ begin, end }) => {
      await begin();
      try {
        for (const { path } of CASES) await made(first, path);
        await first.get("/revalidate?tag=cached", { method: "POST" });
      } finally {
        await end();
      }
      for (const { path } of CASES) await shared(path);
    },
  );
});
