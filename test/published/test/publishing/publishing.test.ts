import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALL } from "../../../fixtures/client-groups.js";
import { ownClosure, PACKAGES } from "../../../fixtures/packages.js";
import { PROGRAMS } from "../readmes/programs.js";
import { installsOf, runProgram } from "../readmes/run-program.js";
import { NPM, PNPM_ISOLATED, runIn } from "../support/package-managers.js";
import { type Registry, startRegistry } from "../support/registry.js";
import { writeFiles } from "../support/write-files.js";
import { APPLICATIONS } from "./applications.js";
import { installNodes, NODE_MAJORS } from "./nodes.js";

const execute = promisify(execFile);
const everyNode = fileURLToPath(new URL("every-node.mjs", import.meta.url));

// By default, only `coffer` is installed by npm and run on this Node. The rest installs packages eighty times, so it
// needs `npm run test:all`: each package by itself, all applications, pnpm too, TypeScript, and the other versions of
// Node.
const CHOSEN = ALL ? APPLICATIONS : APPLICATIONS.slice(0, 1);
const PUBLISHED = ALL ? [...PACKAGES.keys()] : ownClosure(CHOSEN.flatMap(({ has }) => has));

/** Nothing is compiled: the output of an install script is not part of the published packages. */
const NO_SCRIPTS = "--ignore-scripts";

let place: string;
let registry: Registry;
let server: RedisServer;
let nodes: Awaited<ReturnType<typeof installNodes>>;

beforeAll(async () => {
  if (ALL) nodes = await installNodes();
  place = await realpath(await mkdtemp(join(tmpdir(), "coffer-publishing-")));
  [server, registry] = await Promise.all([startServer(), startRegistry(join(place, "registry"))]);
  await registry.publishOwn(PUBLISHED);
}, 600_000);

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

describe.runIf(ALL)("each package, published and installed by itself into an empty application,", () => {
  test.each([...PACKAGES.keys()])("%s installs what it needs and nothing else", async (name) => {
    const folder = join(place, "single", name.replace("/", "-"));
    await writeFiles(folder, { "package.json": { private: true, type: "module" } });
    await run(folder, [...NPM.install, NO_SCRIPTS, name]);
    expect(await ownIn(join(folder, "node_modules"))).toEqual(ownClosure([name]));
  });
});

describe.each(CHOSEN)("an application with $name", ({ name, installs, has, program }) => {
  const folderOf = (manager: string) => join(place, manager, name.replace(/\W+/g, "-"));

  test("is installed by npm with only what it needs, and runs", async () => {
    const folder = folderOf("npm");
    await writeFiles(folder, { "package.json": { private: true, type: "module" }, "main.js": program });
    await run(folder, [...NPM.install, NO_SCRIPTS, ...installs]);
    expect(await ownIn(join(folder, "node_modules"))).toEqual([...has].sort());
    expect(await run(folder, ["node", "main.js"])).toBe("fine\n");
  });

  test.runIf(ALL)("is installed by pnpm with only what it needs, and runs", async () => {
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

  test.runIf(ALL).each(NODE_MAJORS)("runs on Node %i", async (major) => {
    expect(await run(folderOf("npm"), [nodes[major], "main.js"])).toBe("fine\n");
  });
});

describe.runIf(ALL).each([
  { manager: "npm", install: NPM.install },
  { manager: "pnpm", install: [...PNPM_ISOLATED.install.slice(0, 2), "add"] },
])("in an empty folder, with $manager,", ({ manager, install }) => {
  test.each(PROGRAMS)("$file of packages/$folder runs after the command of its README", async (program) => {
    const folder = join(place, "readmes", manager, `${program.folder}-${program.file}`);
    await writeFiles(folder, { "package.json": { private: true } });
    await run(folder, [...install, NO_SCRIPTS, ...installsOf(program)]);
    await runProgram(program, folder, server);
  });
});

describe.runIf(ALL)("an application in TypeScript", () => {
  const names = [...PACKAGES.values()].flatMap(({ manifest }) =>
    manifest.exports?.["."] === undefined ? [] : [manifest.name],
  );
  const all = names.map((name, index) => `export * as part${index} from "${name}";`).join("\n");
  let folder: string;
  beforeAll(async () => {
    folder = join(place, "types");
    await writeFiles(folder, { "package.json": { private: true, type: "module" }, "main.ts": all });
    // Newer types of Node than those with which the packages are built.
    const tools = ["typescript@5.9.3", "@types/node@26.6.6"];
    await run(folder, [...NPM.install, NO_SCRIPTS, ...tools, ...names]);
  }, 300_000);

  test.each([
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ])("finds no error in our declarations, as module %s", async (module, moduleResolution) => {
    const options = ["--strict", "--noEmit", "--skipLibCheck", "false", "--target", "es2022"];
    const how = ["--module", module, "--moduleResolution", moduleResolution, "--types", "node"];
    expect(await run(folder, ["npx", "tsc", ...options, ...how, "main.ts"])).toBe("");
  });
});

describe("the packages as they are built here", () => {
  const load = async (node: string) => {
    // The command line and create-plugin are programs, without a module to import.
    const names = [...PACKAGES.values()].flatMap(({ manifest }) =>
      manifest.exports?.["."] === undefined ? [] : [manifest.name],
    );
    const { stdout } = await execute(node, [everyNode, ...names], {
      env: { ...process.env, NODE_OPTIONS: "", REDIS_URL: server.url(0) },
    });
    expect(stdout).toBe("fine\n");
  };

  test("load by import and by require(), and compress with their native parts", () => load(process.execPath));

  test.runIf(ALL).each(NODE_MAJORS)("do so on Node %i", (major) => load(nodes[major]));
});
