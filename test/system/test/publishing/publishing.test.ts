import { existsSync } from "node:fs";
import { mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NPM, PNPM_ISOLATED, runIn } from "../support/package-managers.js";
import { ownClosure, PACKAGES } from "../support/packages.js";
import { type Registry, startRegistry } from "../support/registry.js";
import { writeFiles } from "../support/write-files.js";
import { APPLICATIONS } from "./applications.js";
import { NODES } from "./nodes.js";

/** Nothing is compiled: what an install script makes is not part of what is published. */
const NO_SCRIPTS = "--ignore-scripts";

let place: string;
let registry: Registry;
let server: RedisServer;

beforeAll(async () => {
  place = await realpath(await mkdtemp(join(tmpdir(), "coffer-publishing-")));
  [server, registry] = await Promise.all([startServer(), startRegistry(join(place, "registry"))]);
  for (const { folder } of PACKAGES.values()) await registry.publish(folder);
}, 90_000);

afterAll(async () => {
  await registry?.[Symbol.asyncDispose]();
  await server?.stop();
  await rm(place, { recursive: true, force: true });
});

const run = (folder: string, command: readonly string[]) =>
  runIn(folder, command, {
    registry: registry.url,
    home: join(place, "home"),
    env: { REDIS_URL: server.url(0) },
  });

/** Our packages in a folder of modules. */
async function ownIn(modules: string): Promise<string[]> {
  const scope = join(modules, "@coffer");
  const scoped = existsSync(scope) ? (await readdir(scope)).map((name) => `@coffer/${name}`) : [];
  return [...scoped, ...(existsSync(join(modules, "coffer")) ? ["coffer"] : [])].sort();
}

describe("each package, published and installed by itself into an empty application,", () => {
  test.each([...PACKAGES.keys()])("%s brings what it needs along and nothing else", async (name) => {
    const folder = join(place, "single", name.replace("/", "-"));
    await writeFiles(folder, { "package.json": { private: true, type: "module" } });
    await run(folder, [...NPM.install, NO_SCRIPTS, name]);
    expect(await ownIn(join(folder, "node_modules"))).toEqual(ownClosure([name]));
  });
});

describe.each(APPLICATIONS)("an application with $name", ({ name, installs, has, program }) => {
  const folderOf = (manager: string) => join(place, manager, name.replace(/\W+/g, "-"));

  test("is installed by npm with only what it needs, and runs", async () => {
    const folder = folderOf("npm");
    await writeFiles(folder, { "package.json": { private: true, type: "module" }, "main.js": program });
    await run(folder, [...NPM.install, NO_SCRIPTS, ...installs]);
    expect(await ownIn(join(folder, "node_modules"))).toEqual([...has].sort());
    expect(await run(folder, ["node", "main.js"])).toBe("fine\n");
  });

  test("is installed by pnpm with only what it needs, and runs", async () => {
    const folder = folderOf("pnpm");
    await writeFiles(folder, { "package.json": { private: true, type: "module" }, "main.js": program });
    await run(folder, [...PNPM_ISOLATED.install.slice(0, 2), "add", NO_SCRIPTS, ...installs]);
    const store = await readdir(join(folder, "node_modules/.pnpm"));
    const own = store.flatMap(
      (entry) => /^(@coffer\+[\w-]+|coffer)@/.exec(entry)?.[1]?.replace("+", "/") ?? [],
    );
    expect([...new Set(own)].sort()).toEqual([...has].sort());
    expect(await run(folder, ["node", "main.js"])).toBe("fine\n");
  });

  for (const { name: node, executable } of NODES) {
    test.skipIf(executable === undefined)(`runs on ${node}`, async () => {
      expect(await run(folderOf("npm"), [executable as string, "main.js"])).toBe("fine\n");
    });
  }
});
