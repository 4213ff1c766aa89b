import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, expect, it } from "vitest";

const DOCS = fileURLToPath(new URL("../", import.meta.url));
const COFFER = fileURLToPath(new URL("../../packages/cli/dist/bin.js", import.meta.url));

/** What differs from run to run, or from server to server; a page shows one of each. */
const VARIABLE: readonly (readonly [of: RegExp, name: string])[] = [
  [/^settings \/\S+\/coffer\.settings\.json$/gm, "settings <folder>/coffer.settings.json"],
  [/(?<=\b127\.0\.0\.1):\d+(?=\/)/g, ""],
  [/\b(?:Redis|Valkey) \d+\.\d+\.\d+/g, "<server>"],
  [/\b\d+(?:\.\d+)? ms\b/g, "<time>"],
];

/** Without what varies, and with the lines of a page joined, which are broken to fit it. */
const plain = (output: string) =>
  VARIABLE.reduce((text, [of, name]) => text.replace(of, name), output)
    .replace(/\n {4,}(?!→)/g, " ")
    .trim();

let server: RedisServer;
let folder: string;
let printed: string;
beforeAll(async () => {
  server = await startServer();
  // In the docs, so that the settings find the plugins of this workspace.
  mkdirSync(join(DOCS, ".pages"), { recursive: true });
  folder = mkdtempSync(join(DOCS, ".pages/doctor-"));
  const settings = { CACHES: { default: { LOCATION: `redis://127.0.0.1:${server.port}/1` } } };
  writeFileSync(join(folder, "coffer.settings.json"), JSON.stringify(settings));
  const { CACHE_URL: _, COFFER_SETTINGS: __, ...env } = process.env;
  const options = { cwd: folder, env: { ...env, NO_COLOR: "1" } };
  printed = (await promisify(execFile)(process.execPath, [COFFER, "doctor"], options)).stdout;
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.stop();
});

it.each(["index.md", "guide/command-line.md"].flatMap((page) => [page, `zh/${page}`]))(
  "the doctor prints what %s shows",
  (page) => {
    const [, shown = ""] =
      /^```text\n\$ npx coffer doctor\n(.*?)^```/ms.exec(readFileSync(join(DOCS, page), "utf8")) ?? [];
    expect(plain(shown)).toBe(plain(printed));
  },
);
