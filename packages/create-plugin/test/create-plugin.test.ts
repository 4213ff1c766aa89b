import { execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { eventually } from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { KindName } from "../src/kinds.js";
import { writePlugin } from "../src/write-plugin.js";

const BIN = fileURLToPath(new URL("../dist/bin.js", import.meta.url));
const KINDS: readonly KindName[] = [
  "serializer",
  "compressor",
  "cipher",
  "client",
  "layer",
  "connection-factory",
  "parser",
  "key-function",
];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "coffer-create-plugin-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const create = (...args: string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    execFile(process.execPath, [BIN, ...args], { cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });

const read = (...path: string[]) => readFile(join(folder, ...path), "utf8");
const files = async (path = "") => (await readdir(join(folder, path), { recursive: true })).sort();

describe("npm create @coffer/plugin", () => {
  it("writes a package under the given name, and prints what to do next", async () => {
    const { code, stdout } = await create(
      "--kind",
      "serializer",
      "--name",
      "@acme/coffer-serializer-big-yaml",
    );
    expect(code).toBe(0);
    expect(stdout).toContain("cd coffer-serializer-big-yaml");
    expect(stdout).toContain('"OPTIONS": { "SERIALIZER": "@acme/coffer-serializer-big-yaml" }');
    expect(await files("coffer-serializer-big-yaml")).toEqual([
      ".gitignore",
      "LICENSE",
      "README.md",
      "package.json",
      "src",
      "src/big-yaml-serializer.ts",
      "src/index.ts",
      "src/options.ts",
      "test",
      "test/contract.test.js",
      "tsconfig.json",
    ]);
    const { name, license, type } = JSON.parse(await read("coffer-serializer-big-yaml/package.json"));
    expect({ name, license, type }).toEqual({
      name: "@acme/coffer-serializer-big-yaml",
      license: "MIT",
      type: "module",
    });
    const source = await read("coffer-serializer-big-yaml/src/big-yaml-serializer.ts");
    expect(source).toContain("export class BigYamlSerializer implements Serializer");
    expect(source).toContain("options.BIG_YAML_MAX_DEPTH");
  });

  it("prints a plugin string with #default, since a single word would mean one of coffer's packages", async () => {
    const { stdout } = await create("--kind", "serializer", "--name", "coffer-serializer-yaml");
    const option = '"SERIALIZER": "coffer-serializer-yaml#default"';
    expect(stdout).toContain(option);
    expect(await read("coffer-serializer-yaml/README.md")).toContain(option);
    await create("--kind", "serializer", "--name", "@acme/yaml");
    expect(await read("yaml/README.md")).toContain('"SERIALIZER": "@acme/yaml"');
  });

  it.each(KINDS)(
    "replaces every placeholder in a %s, and depends on coffer's packages as they do",
    async (kind) => {
      await writePlugin(folder, { kind, name: `coffer-${kind}-acme`, runner: "node" });
      for (const path of await files()) {
        if (["src", "test"].includes(path)) continue;
        expect(path + (await read(path))).not.toMatch(/example/i);
      }
      const own = JSON.parse(
        await readFile(new URL("../../client-herd/package.json", import.meta.url), "utf8"),
      );
      const range = own.peerDependencies["@coffer/cache-core"];
      const { peerDependencies, devDependencies } = JSON.parse(await read("package.json"));
      const ranges = Object.entries({ ...peerDependencies, ...devDependencies }).filter(([name]) =>
        name.startsWith("@coffer/"),
      );
      expect(ranges.length).toBeGreaterThan(1);
      for (const [name, asked] of ranges) expect(asked, name).toBe(range);
    },
  );

  it("names a key function and its reverse after the package", async () => {
    const { stdout } = await create(
      "--kind",
      "key-function",
      "--name",
      "coffer-key-function-blue-sky",
      "here",
    );
    expect(stdout).toContain('"KEY_FUNCTION": "coffer-key-function-blue-sky#default"');
    expect(await read("here/src/blue-sky-key.ts")).toMatch(
      /const blueSkyKey: KeyFunction[^;]*[\s\S]*const reverseBlueSkyKey: ReverseKeyFunction/,
    );
  });

  it("names a layer after the package, and prints it as a list item", async () => {
    const { stdout } = await create("--kind", "layer", "--name", "@acme/coffer-layer-blue-sky", "here");
    expect(stdout).toContain('"OPTIONS": { "LAYERS": ["@acme/coffer-layer-blue-sky"] }');
    expect(await read("here/src/blue-sky-layer.ts")).toContain("export { layer as blueSkyLayer }");
  });

  it.each([
    ["coffer-compressor-7zip", "X7zipCompressor"],
    ["@acme/compressor", "AcmeCompressor"],
    ["compressor", "PluginCompressor"],
    ["coffer.snappy_fast", "SnappyFastCompressor"],
  ])("names the class of %s %s", async (name, className) => {
    await writePlugin(folder, { kind: "compressor", name, runner: "node" });
    expect(await read("src/index.ts")).toContain(`${className} as default`);
  });

  it.each([
    ["node", "node --test", "node:test", "after,"],
    ["vitest", "vitest run", "vitest", "afterAll as after,"],
    ["mocha", "mocha --timeout 10000", "mocha", "after,"],
  ])("writes tests for %s", async (runner, command, module, after) => {
    await create("--kind", "layer", "--name", "acme", "--runner", runner, ".");
    const { scripts, devDependencies } = JSON.parse(await read("package.json"));
    expect(scripts.test).toBe(command);
    expect(Object.hasOwn(devDependencies, module)).toBe(runner !== "node");
    expect(await read("test/contract.test.js")).toContain(
      `import { ${after} describe, it } from "${module}";`,
    );
  });

  it("writes nothing into a folder that is not empty", async () => {
    await writeFile(join(folder, "mine.txt"), "mine");
    const { code, stderr } = await create("--kind", "parser", "--name", "acme", ".");
    expect([code, stderr]).toEqual([1, ". is not empty: nothing was written\n"]);
    expect(await files()).toEqual(["mine.txt"]);
  });

  it.each([
    [["--kind", "teapot", "--name", "acme"], /Allowed choices are serializer, compressor/],
    [["--kind", "client", "--name", "Acme Client"], /"Acme Client" is not a valid package name: name can/],
    [["--kind", "client", "--name", "../acme"], /"..\/acme" is not a valid package name/],
    [["--kind", "client", "--name", "node_modules"], /node_modules is not a valid package name/],
    [["--kind", "client", "--name", "acme", "--runner", "jest"], /Allowed choices are node, vitest, mocha/],
    [["--kind", "client"], /give --kind .* and --name: there is no terminal/],
    [["--kind", "client", "--nmae", "acme"], /unknown option '--nmae'/],
  ])("%j is wrong usage, and nothing is written", async (args, message) => {
    const { code, stderr } = await create(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(await files()).toEqual([]);
  });
});

describe("on a terminal", () => {
  /** `script` of util-linux provides a pseudo-terminal. */
  function onTerminal(...args: string[]) {
    const command = [process.execPath, BIN, ...args].map((each) => `'${each}'`).join(" ");
    const child = spawn("script", ["--quiet", "--flush", "--return", "--command", command, "/dev/null"], {
      cwd: folder,
      env: { ...process.env, TERM: "xterm-256color" },
    });
    let output = "";
    child.stdout.on("data", (data) => {
      output += data;
    });
    return {
      exit: new Promise((resolve) => child.on("close", resolve)),
      type: (keys: string) => child.stdin.write(keys),
      shows: (pattern: RegExp) =>
        eventually(
          () => {
            if (!pattern.test(output)) throw new Error(`no ${pattern} in ${JSON.stringify(output)}`);
          },
          { deadline: 60_000 },
        ),
    };
  }

  it("asks for missing arguments, and reports what is wrong with a name", async () => {
    const terminal = onTerminal();
    await terminal.shows(/What kind of plugin\?/);
    terminal.type("\x1b[B\r");
    await terminal.shows(/Name of the package\?.*coffer-compressor-mine/);
    terminal.type("Acme!\r");
    await terminal.shows(/"Acme!" is not a valid package name/);
    terminal.type(`${"\b".repeat(5)}acme\r`);
    await terminal.shows(/Test runner\?/);
    terminal.type("\r");
    await terminal.shows(/acme is in acme/);
    expect(await terminal.exit).toBe(0);
    expect(JSON.parse(await read("acme/package.json")).description).toBe("A compressor for coffer.");
  });

  it("can be interrupted before anything is written", async () => {
    const terminal = onTerminal("--kind", "client");
    await terminal.shows(/Name of the package\?/);
    terminal.type("\x03");
    expect(await terminal.exit).toBe(130);
    expect(await files()).toEqual([]);
  });
});
