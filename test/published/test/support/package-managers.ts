import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A package manager that installs a workspace and runs its programs. */
export interface PackageManager {
  readonly name: string;
  /** What the root of a workspace has besides the folders `app` and `linked`. */
  readonly files: Readonly<Record<string, unknown>>;
  /** Whether a package can import only what it declares. */
  readonly strict: boolean;
  /** The peers of plugins that an application has to declare itself: Yarn does not install peers. */
  readonly peers: Readonly<Record<string, string>>;
  /** The version by which a package depends on another one of its workspace. */
  readonly linked: string;
  readonly install: readonly string[];
  /** What comes before the arguments of node. */
  readonly node: readonly string[];
}

const require = createRequire(import.meta.url);
const PNPM = join(dirname(require.resolve("pnpm")), "bin/pnpm.cjs");
const YARN = require.resolve("@yarnpkg/cli-dist/bin/yarn.js");

const root = { name: "workspace", private: true };

export const NPM: PackageManager = {
  name: "npm",
  files: {
    "package.json": { ...root, workspaces: ["app", "linked"] },
  },
  strict: false,
  peers: {},
  linked: "*",
  install: ["npm", "install", "--no-audit", "--no-fund"],
  node: [process.execPath],
};

/** Nothing is hoisted. */
export const PNPM_ISOLATED: PackageManager = {
  name: "pnpm without hoisting",
  files: {
    "package.json": root,
    "pnpm-workspace.yaml":
      "packages: [app, linked]\nhoist: false\nnodeLinker: isolated\nverifyDepsBeforeRun: false\n",
  },
  strict: true,
  peers: {},
  linked: "workspace:*",
  install: [process.execPath, PNPM, "install", "--no-frozen-lockfile"],
  node: [process.execPath],
};

/**
 * No node_modules at all: Yarn patches Node to read packages from zip files, by a map of which package may import
 * which.
 */
export const YARN_PNP: PackageManager = {
  name: "Yarn Plug'n'Play",
  files: {
    "package.json": { ...root, workspaces: ["app", "linked"] },
    ".yarnrc.yml": "nodeLinker: pnp\n",
    "yarn.lock": "",
  },
  strict: true,
  peers: { "@coffer/cache-core": "^0.1.0", ioredis: "^6.0.0" },
  linked: "workspace:*",
  install: [process.execPath, YARN, "install"],
  node: [process.execPath, YARN, "node"],
};

interface Surroundings {
  readonly registry: string;
  readonly home: string;
  /** Further variables of the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command of a package manager without this machine's settings and caches. */
export async function runIn(
  folder: string,
  [command, ...args]: readonly string[],
  { registry, home, env: own }: Surroundings,
): Promise<string> {
  const env = {
    ...own,
    PATH: process.env.PATH,
    HOME: home,
    USERPROFILE: home,
    NO_PROXY: "127.0.0.1",
    npm_config_registry: registry,
    npm_config_cache: join(home, "npm"),
    npm_config_update_notifier: "false",
    YARN_NPM_REGISTRY_SERVER: registry,
    YARN_UNSAFE_HTTP_WHITELIST: "127.0.0.1",
    YARN_GLOBAL_FOLDER: join(home, "yarn"),
    YARN_ENABLE_TELEMETRY: "0",
    YARN_ENABLE_SCRIPTS: "0",
    YARN_ENABLE_IMMUTABLE_INSTALLS: "0",
    // Our packages were published a moment ago.
    YARN_NPM_MINIMAL_AGE_GATE: "0",
  };
  try {
    return (await run(command as string, args, { cwd: folder, env })).stdout;
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}\n${stderr}`, { cause });
  }
}
