import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALL } from "../../../fixtures/client-groups.js";
import { ownClosure } from "../../../fixtures/packages.js";
import { NPM, PNPM_ISOLATED, runIn, YARN_PNP } from "../support/package-managers.js";
import { type Registry, startRegistry } from "../support/registry.js";
import { writeFiles } from "../support/write-files.js";
import { application, LINKED, PUBLISHED } from "./application.js";

const OWN = ownClosure(["coffer", "@coffer/compressor-zlib", "@coffer/connection-mock"]);

/** A folder outside the repository, so that no package is found by accident. */
let place: string;
let registry: Registry;

beforeAll(async () => {
  place = await realpath(await mkdtemp(join(tmpdir(), "coffer-external-")));
  await writeFiles(join(place, "published"), PUBLISHED);
  registry = await startRegistry(join(place, "registry"));
  await registry.publishOwn(OWN);
  await registry.publish(join(place, "published"));
}, 300_000);

afterAll(async () => {
  await registry?.[Symbol.asyncDispose]();
  await rm(place, { recursive: true, force: true });
});

/**
 * By default only the strictest package manager with node_modules, which is pnpm. publishing.test.ts installs with npm.
 */
const MANAGERS = ALL ? [NPM, PNPM_ISOLATED, YARN_PNP] : [PNPM_ISOLATED];

describe.each(MANAGERS)("an application outside the repository, installed by $name,", (manager) => {
  let workspace: string;
  const run = (folder: string, command: readonly string[]) =>
    runIn(folder, command, { registry: registry.url, home: join(place, "home") });
  const program = async (...args: string[]) =>
    JSON.parse(await run(join(workspace, "app"), [...manager.node, ...args]));

  beforeAll(async () => {
    workspace = join(place, manager.name.replace(/\W+/g, "-"));
    await writeFiles(workspace, { ...manager.files, ...application(manager), ...LINKED });
    await run(workspace, manager.install);
  }, 300_000);

  test("sets and gets through the plugins that its settings name", async () => {
    const { result, built } = await program("main.js");
    const ttl = expect.closeTo(60, -1);
    const text = '["xxxxxxxxxxxxxxxxxxxx"]';
    expect(result).toEqual({
      default: { got: ["x".repeat(20)], stored: `mine:${text}`, ttl },
      linked: { got: ["x".repeat(20)], stored: `linked:${text}`, ttl },
      file: { got: ["X".repeat(20)], stored: text.toUpperCase(), ttl },
      zipped: { got: ["x".repeat(20)], stored: expect.stringMatching(/^x\x9c/), ttl },
    });
    // The class that the string names is the class that the application imports.
    expect(built).toBe(1);
  });

  if (manager.strict) {
    test("finds the plugins that it declares, not the dependencies of the core", async () => {
      // The core depends on it, the application does not.
      const failures = await program("failures.js", "resolve.exports#resolve");
      expect(failures["resolve.exports#resolve"].code).toBe("ERR_PLUGIN_NOT_INSTALLED");
    });
  }

  test("gets an error with the setting, where it was looked for and what to do, if a plugin string cannot be resolved", async () => {
    const acme = "@acme/coffer-serializer";
    const strings = [
      "node:fs",
      "@acme/absent",
      `${acme}#Gone`,
      `${acme}/hidden.js`,
      `${acme}/broken`,
      `${acme}#Half`,
    ];
    const failures = await program("failures.js", ...strings);
    const told = (text: string, code: string, message: string) => [
      text,
      {
        code,
        message: expect.stringMatching(new RegExp(`^CACHES\\.default\\.OPTIONS\\.SERIALIZER: ${message}`)),
      },
    ];
    const folder = `\\S*(?:@acme|@acme-)\\S*coffer-serializer\\S*`;
    expect(failures).toEqual(
      Object.fromEntries([
        told(
          "node:fs",
          "ERR_PLUGIN_PATH",
          '"node:fs" is not a plugin path: plugins are not loaded from node: addresses\\. Write a package',
        ),
        told(
          "@acme/absent",
          "ERR_PLUGIN_NOT_INSTALLED",
          `"@acme/absent" is not installed: looked in .* of ${join(workspace, "app")} and of the folders above it\\. Run: npm install @acme/absent$`,
        ),
        told(
          `${acme}#Gone`,
          "ERR_PLUGIN_NOT_EXPORTED",
          `"${acme}#Gone": file://${folder}/index\\.js has no export "Gone"; it has Half, MarkedSerializer\\. Name one after a #$`,
        ),
        told(
          `${acme}/hidden.js`,
          "ERR_PLUGIN_NOT_EXPORTED",
          `"${acme}/hidden\\.js": the package in ${folder} does not export this module; see "exports" in its package\\.json$`,
        ),
        told(
          `${acme}/broken`,
          "ERR_PLUGIN_BROKEN",
          `"${acme}/broken" was found in file://${folder}/broken\\.js and fails while it loads: [^]*@acme/not-declared`,
        ),
        told(`${acme}#Half`, "ERR_PLUGIN_KIND", "Half is not a serializer: it lacks the method loads$"),
      ]),
    );
  });
});
