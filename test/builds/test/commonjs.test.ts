import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BY_CLASSES } from "./applications.js";

const run = promisify(execFile);
const PATIENCE = 120_000;
const FOLDER = fileURLToPath(new URL("../.commonjs/", import.meta.url));
const PACKAGES = fileURLToPath(new URL("../../../packages/", import.meta.url));
const { resolve } = createRequire(import.meta.url);
const TSC = join(dirname(resolve("typescript-5/package.json")), "bin/tsc");

/** The usual setup of CommonJS TypeScript services: that of Nest and of many Express templates. */
const TSCONFIG = {
  compilerOptions: {
    module: "commonjs",
    moduleResolution: "node10",
    target: "es2022",
    strict: true,
    esModuleInterop: true,
    skipLibCheck: true,
    noEmitOnError: true,
    types: ["node"],
  },
  files: ["application.ts", "imports.ts"],
};

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
  await mkdir(FOLDER, { recursive: true });
});
afterAll(async () => {
  await server.stop();
  await rm(FOLDER, { recursive: true, force: true });
});

/** The names of all public modules of our packages. */
async function modules(): Promise<string[]> {
  const names: string[] = [];
  for (const folder of await readdir(PACKAGES)) {
    const { name, exports } = JSON.parse(await readFile(join(PACKAGES, folder, "package.json"), "utf8"));
    const subpaths = Object.entries(exports).filter(([, target]) => typeof target !== "string");
    names.push(...subpaths.map(([subpath]) => name + subpath.slice(1)));
  }
  return names;
}

it(
  "an application in CommonJS TypeScript finds every package, and runs",
  async () => {
    const names = await modules();
    expect(names.length).toBeGreaterThan(20);
    const typed = `
    import { createCaches, type Caches } from "coffer";
    export const open = (): Promise<Caches> => createCaches({ CACHES: { default: { LOCATION: "redis://h", TIMEOUT: "5m" } } });
    // @ts-expect-error A timeout is no boolean: these are types, and not any.
    export const wrong = (): Promise<Caches> => createCaches({ CACHES: { default: { LOCATION: "redis://h", TIMEOUT: true } } });
  `;
    const imports = names.map(
      (name, index) => `import * as module${index} from "${name}";\nexport { module${index} };`,
    );
    await writeFile(join(FOLDER, "package.json"), JSON.stringify({ type: "commonjs" }));
    await writeFile(join(FOLDER, "tsconfig.json"), JSON.stringify(TSCONFIG));
    await writeFile(join(FOLDER, "imports.ts"), [...imports, typed].join("\n"));
    await writeFile(join(FOLDER, "application.ts"), BY_CLASSES);
    const { stdout: said } = await run(process.execPath, [TSC, "-p", FOLDER]).catch((error) => error);
    expect(said).toBe("");
    const env = { ...process.env, REDIS_URL: `redis://127.0.0.1:${server.port}/0` };
    const { stdout } = await run(process.execPath, [join(FOLDER, "application.js")], { env });
    expect(stdout.trim()).toBe("fine");
  },
  PATIENCE,
);
