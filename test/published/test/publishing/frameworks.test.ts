import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALL } from "../../../fixtures/client-groups.js";
import { ownClosure } from "../../../fixtures/packages.js";
import { WebProcess } from "../../../fixtures/web-process.js";
import { NPM, runIn } from "../support/package-managers.js";
import { type Registry, startRegistry } from "../support/registry.js";
import { writeFiles } from "../support/write-files.js";
import { FRAMEWORKS } from "./frameworks.js";

const PATIENCE = 900_000;

let place: string;
let registry: Registry;
let server: RedisServer;

/** The number that a page shows. */
async function made(from: WebProcess, page: string): Promise<string> {
  const [, number] = /made: ([\d.e-]+)/.exec(await from.get(page)) ?? [];
  if (number === undefined) throw new Error(`${page} has nothing that was made`);
  return number;
}

// Only with `npm run test:all`, since each installs hundreds of packages and builds for a minute. test/builds tests
// Next 16 and Nitro 2 in more detail.
describe.runIf(ALL)("installed, built without Redis, and run in two processes,", () => {
  beforeAll(async () => {
    place = await realpath(await mkdtemp(join(tmpdir(), "coffer-frameworks-")));
    [server, registry] = await Promise.all([startServer(), startRegistry(join(place, "registry"))]);
    const names = FRAMEWORKS.flatMap(({ installs }) => installs);
    await registry.publishOwn(ownClosure(names));
  }, PATIENCE);

  afterAll(async () => {
    await registry?.[Symbol.asyncDispose]();
    await server?.stop();
    if (place) await rm(place, { recursive: true, force: true });
  });

  test.each(FRAMEWORKS)(
    "$name renders each page once for both",
    async ({ name, installs, files, build, start, variable, pages }) => {
      await server.command("FLUSHALL");
      const folder = join(place, name.replace(/\W+/g, "-"));
      await writeFiles(folder, { "package.json": { private: true, type: "module" }, ...files });
      const run = (command: readonly string[]) =>
        runIn(folder, command, {
          registry: registry.url,
          home: join(place, "home"),
          env: {
            [variable]: "redis://127.0.0.1:1/0",
            NEXT_TELEMETRY_DISABLED: "1",
            NUXT_TELEMETRY_DISABLED: "1",
          },
        });
      await run([...NPM.install, ...installs]);
      await run([process.execPath, ...build]);
      await using first = await WebProcess.start(start, folder, { [variable]: server.url() });
      await using second = await WebProcess.start(start, folder, { [variable]: server.url() });
      for (const page of pages) {
        // Responses are stored in the background, so this repeats until both return the same one.
        await eventually(async () => expect(await made(second, page)).toBe(await made(first, page)));
        await using third = await WebProcess.start(start, folder, { [variable]: server.url() });
        expect(await made(third, page)).toBe(await made(first, page));
      }
      for (const key of (await server.text("KEYS", "*")) as string[]) expect(key).toMatch(/^shop:1:/);
    },
    PATIENCE,
  );
});
