import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { afterEach, describe, expect, test, vi } from "vitest";
import { makeProject, serializers } from "../../../test/fixtures/project.js";
import {
  clientOf,
  createCaches,
  createFrom,
  PARTS,
  problemsOf,
  settingsOf,
  textsOf,
} from "./support/parts.js";

const SETTINGS = { CACHES: { default: { LOCATION: "redis://h", OPTIONS: { SERIALIZER: "./text.js" } } } };
const APPLICATION = {
  "package.json": { type: "module" },
  "text.js": serializers("root", "default"),
  "conf/text.js": serializers("conf", "default"),
  "conf/settings.json": SETTINGS,
  "conf/settings.js": `export default ${JSON.stringify(SETTINGS)};`,
  "conf/settings.mjs": `export default ${JSON.stringify(SETTINGS)};`,
  "app.v2/text.js": serializers("app.v2", "default"),
  "app.v2/main": "",
  "app.v2/main.js": "",
};

type Source = Parameters<typeof createFrom>[0];

async function labelOf(source: Source, parent?: Parameters<typeof createFrom>[1]): Promise<string> {
  const { SERIALIZER } = clientOf(await createFrom(source, parent)).context.options;
  return (SERIALIZER as unknown as { label: string }).label;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("settings come from", () => {
  test.each(["settings.json", "settings.js", "settings.mjs"])(
    "a file %s, whose plugins are resolved from its folder",
    async (name) => {
      const base = await makeProject(APPLICATION);
      const path = join(base, "conf", name);
      expect(await labelOf(path)).toBe("conf#default");
      expect(await labelOf(pathToFileURL(path))).toBe("conf#default");
      expect(await labelOf(pathToFileURL(path).href)).toBe("conf#default");
      expect(await labelOf(path, base)).toBe("root#default");
    },
  );

  test("a path relative to the working directory", async () => {
    const base = await makeProject(APPLICATION);
    vi.spyOn(process, "cwd").mockReturnValue(base);
    expect(await labelOf("conf/settings.json")).toBe("conf#default");
    expect(await labelOf("./conf/settings.json")).toBe("conf#default");
  });

  test("an object, whose plugins are resolved from the working directory", async () => {
    const base = await makeProject(APPLICATION);
    vi.spyOn(process, "cwd").mockReturnValue(base);
    expect(await labelOf(SETTINGS)).toBe("root#default");
  });

  test("a module that creates them, with classes and functions", async () => {
    const base = await makeProject({
      "package.json": { type: "module" },
      "settings.js": `import Text from "./text.js"; await null;
        export default { CACHES: { default: { LOCATION: ["redis://h"], KEY_FUNCTION: (key) => "made:" + key, OPTIONS: { SERIALIZER: Text } } } };`,
      "text.js": serializers("imported", "default"),
    });
    const caches = await createFrom(join(base, "settings.js"));
    expect(clientOf(caches).context.keys.make("x")).toBe("made:x");
  });
});

describe("the parent is", () => {
  test("import.meta", async () => {
    const base = await makeProject(APPLICATION);
    expect(await labelOf(SETTINGS, { url: pathToFileURL(join(base, "conf/main.js")).href })).toBe(
      "conf#default",
    );
    await createCaches(settingsOf(), { parent: import.meta });
  });

  test.each<[what: string, path: string, label: string]>([
    ["a file", "conf/main.js", "conf#default"],
    ["a file that does not exist", "conf/gone.js", "conf#default"],
    ["a file without an ending", "app.v2/main", "app.v2#default"],
    ["a folder", "conf", "conf#default"],
    ["a folder with a slash", "conf/", "conf#default"],
    ["a folder with a dot in its name", "app.v2", "app.v2#default"],
    ["a folder with both", "app.v2/", "app.v2#default"],
  ])("%s, by its path or URL", async (_what, path, label) => {
    const base = await makeProject(APPLICATION);
    const url = new URL(path, `${pathToFileURL(base)}/`);
    expect(await labelOf(SETTINGS, `${base}/${path}`)).toBe(label);
    expect(await labelOf(SETTINGS, url)).toBe(label);
    expect(await labelOf(SETTINGS, url.href)).toBe(label);
    expect(await labelOf(SETTINGS, { url: url.href })).toBe(label);
  });

  test("a path relative to the working directory", async () => {
    const base = await makeProject(APPLICATION);
    vi.spyOn(process, "cwd").mockReturnValue(base);
    expect(await labelOf(SETTINGS, "./conf")).toBe("conf#default");
    expect(await labelOf(SETTINGS, "conf/main.js")).toBe("conf#default");
  });

  test.each([5, {}, true, new URL("https://example.com/app.js"), "https://example.com/app.js"])(
    "nothing else: %s",
    async (parent) => {
      await expect(createCaches(settingsOf(), { parent: parent as string })).rejects.toThrow(
        new TypeError(
          "parent must be the application's import.meta, or the path or file: URL of a file or folder of it",
        ),
      );
    },
  );
});

describe("a settings file that cannot be read is reported with its path", () => {
  test("it does not exist", async () => {
    const base = await makeProject();
    const path = join(base, "settings.json");
    const problems = await problemsOf(createCaches(path));
    expect(problems[0]?.message).toBe(
      `${path} cannot be read: ENOENT: no such file or directory, open '${path}'`,
    );
    expect(problems[0]?.cause).toMatchObject({ code: "ENOENT" });
  });

  test.each([
    [
      '{"CACHES": {"default": {"PASSWORD": "hunter2"]}}',
      /\.json cannot be read: (?:Unexpected token|Expected ',')/,
    ],
    ['{"OPTIONS": {"PASSWORD": "hunter2", }}', /\.json cannot be read: /],
    ["", /cannot be read: Unexpected end of JSON input$/],
    ["hunter2", /cannot be read: Unexpected token/],
  ])("invalid JSON, without showing its content: %s", async (content, text) => {
    const base = await makeProject({ "settings.json": content });
    const [problem] = await problemsOf(createCaches(join(base, "settings.json")));
    expect(problem?.message).toMatch(text);
    expect(`${problem?.message} ${problem?.cause}`).not.toMatch(/hunter2|PASSWORD/);
  });

  test("a byte order mark is ignored", async () => {
    const base = await makeProject({
      "settings.json": `\uFEFF${JSON.stringify({ CACHES: { default: { LOCATION: "redis://h" } } })}`,
    });
    await createCaches(join(base, "settings.json"), { defaults: PARTS as never });
  });

  test("a module that fails, with its error as the cause", async () => {
    const base = await makeProject({ "settings.mjs": 'throw new RangeError("no environment");' });
    const [problem] = await problemsOf(createCaches(join(base, "settings.mjs")));
    expect(problem?.message).toBe(`${join(base, "settings.mjs")} cannot be read: no environment`);
    expect(problem?.cause).toEqual(new RangeError("no environment"));
  });

  test("a module without a default export", async () => {
    const base = await makeProject({ "settings.mjs": "export const CACHES = {};" });
    expect(await textsOf(createCaches(join(base, "settings.mjs")))).toEqual([
      `${join(base, "settings.mjs")} cannot be read: it has no default export`,
    ]);
  });

  test.each(["settings.yaml", "settings", "settings.cjs", "settings.ts"])(
    "an unknown extension: %s",
    async (name) => {
      const base = await makeProject({ [name]: "" });
      expect(await textsOf(createCaches(join(base, name)))).toEqual([
        `'${join(base, name)}' must end in .json, .js or .mjs`,
      ]);
    },
  );
});
