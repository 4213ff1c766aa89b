import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Cache } from "@coffer/cache-core";
import { makeProject } from "../../../../test/fixtures/project.js";
import { startOrigin } from "./origin.js";
import { startProxy } from "./reverse-proxy.js";

/** The packages that npm installs. */
export const CACHE_TESTS = "http-cache-tests@0.4.5";

export interface Result {
  readonly id: string;
  readonly kind: "required" | "optimal" | "check";
  /** Why it failed; undefined: it passed. */
  readonly failure: string | undefined;
}

interface Suite {
  readonly tests: readonly {
    readonly id: string;
    readonly kind?: Result["kind"];
    readonly browser_only?: boolean;
  }[];
}

/**
 * Runs all of cache-tests that its command line runs, through a reverse proxy over the middleware.
 * @throws npm's message, if it cannot install them.
 */
export async function runCacheTests(cache: Cache): Promise<Result[]> {
  const load = await install();
  const suites: readonly Suite[] = [
    ...(await load("http-cache-tests/tests/index.mjs")).default,
    (await load("http-cache-tests/tests/surrogate-control.mjs")).default,
  ];
  const runner = await load("http-cache-tests/client/runner.mjs");
  // A special client: Node's fetch adds its own headers to conditional requests.
  const { default: fetch } = await load("node-fetch/lib/index.mjs");
  const origin = await startOrigin(load);
  const proxy = await startProxy(origin.url, cache);
  try {
    await runner.runTests(suites, fetch, false, proxy.url);
  } finally {
    for (const { server } of [proxy, origin]) {
      server.close();
      server.closeAllConnections();
    }
  }
  const found = runner.getResults();
  return suites
    .flatMap(({ tests }) => tests)
    .filter(({ browser_only }) => !browser_only)
    .map(({ id, kind = "required" }) => ({
      id,
      kind,
      failure: found[id] === true ? undefined : (found[id]?.join(": ") ?? "it did not run"),
    }));
}

/** Imports a file of the installed package. */
// biome-ignore lint/suspicious/noExplicitAny: what is installed for a run has no types.
export type Load = (file: string) => Promise<any>;

/** In a folder that exists until the test is over. */
async function install(): Promise<Load> {
  const folder = await makeProject({ "package.json": { private: true } });
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", CACHE_TESTS];
  await promisify(execFile)("npm", args, { cwd: folder });
  return (file) => import(pathToFileURL(join(folder, "node_modules", file)).href);
}
