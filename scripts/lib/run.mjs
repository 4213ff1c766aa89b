// Starts other programs, the same way in every script: from the root of the repository, with their output shown as it
// comes, the tools of node_modules in the PATH, and turbo's telemetry off.
import { spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** @type {NodeJS.ProcessEnv} */
export const env = {
  ...process.env,
  PATH: [path.join(root, "node_modules", ".bin"), process.env.PATH].join(path.delimiter),
  TURBO_TELEMETRY_DISABLED: "1",
  TURBO_NO_UPDATE_NOTIFIER: "1",
};

/**
 * Runs a program to its end and returns whether it succeeded.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnSyncOptions} [options]
 */
export function run(command, args, options) {
  const { status, error } = spawnSync(command, args, { cwd: root, env, stdio: "inherit", ...options });
  if (error !== undefined && options?.stdio !== "ignore") console.error(`${command}: ${error.message}`);
  return status === 0;
}

/**
 * The same beside other work.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<boolean>}
 */
export function start(command, args, options) {
  return new Promise((resolve) => {
    spawn(command, args, { cwd: root, env, stdio: "inherit", ...options })
      .once("error", (error) => {
        console.error(`${command}: ${error.message}`);
        resolve(false);
      })
      .once("exit", (status) => resolve(status === 0));
  });
}
