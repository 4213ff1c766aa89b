// Runs a sample of Python. COFFER_NO_DJANGO leaves it out, as it leaves out the tests against django-redis.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Rejects where the program fails. Resolves to whether it was run. */
export async function runPython(file, env) {
  if (process.env.COFFER_NO_DJANGO) return false;
  await run("/usr/bin/python3", [file], { env: { ...process.env, ...env } });
  return true;
}
