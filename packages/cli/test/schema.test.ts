import { describe, expect, test } from "vitest";
import { inProcess } from "./support/in-process.js";
import { makeProject } from "./support/project.js";

const SERIALIZER = `export default class Acme {
  static options = { ACME_LEVEL: { type: "integer", min: 1, default: 2, description: "How tight." } };
  dumps() {}
  loads() {}
}
export { Acme };`;

interface Schema {
  readonly definitions: Readonly<
    Record<string, { readonly enum?: readonly string[]; readonly properties?: Record<string, unknown> }>
  >;
}

describe("coffer schema", () => {
  test("has the plugins that the application has installed, and its own", async () => {
    const cwd = await makeProject({
      "package.json": {
        type: "module",
        dependencies: { coffer: "*" },
        devDependencies: { "@coffer/client-herd": "*" },
      },
      "acme.js": SERIALIZER,
    });
    const { code, stdout } = await inProcess(["schema", "--plugin", "./acme.js"], { cwd });
    expect(code).toBe(0);
    const { definitions } = JSON.parse(stdout) as Schema;
    expect(definitions.CLIENT_CLASS?.enum).toEqual(expect.arrayContaining(["default", "herd"]));
    expect(definitions.CLIENT_CLASS?.enum).not.toContain("shard");
    expect(definitions.SERIALIZER?.enum).toEqual(
      expect.arrayContaining(["json", "./acme.js", "./acme.js#Acme"]),
    );
    expect(definitions.options?.properties).toMatchObject({
      ACME_LEVEL: { description: "How tight.", default: 2 },
      CACHE_HERD_TIMEOUT: { default: 60 },
      SERIALIZER: { default: "@coffer/serializer-json" },
    });
  });

  test("reports a missing plugin", async () => {
    const cwd = await makeProject({ "package.json": {} });
    const { code, stderr } = await inProcess(["schema", "--plugin", "./gone.js"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(`there is no ./gone.js in ${cwd}`);
  });
});
