import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startChild } from "./child.mjs";
import { KEYS, OBJECTS_BY_SIZE } from "./objects.mjs";

/** The Python for which Debian's packages are built. */
const PYTHON = "/usr/bin/python3";
const SCRIPT = fileURLToPath(new URL("../children/django_windows.py", import.meta.url));

/** Django is not run with more threads than this. */
const MAX_THREADS = 16;

/**
 * django-redis in a child process, which works in its turn; undefined if Python does not have it.
 *
 * @param {string} url
 * @param {readonly import("../contract.d.ts").Size[]} sizes
 */
export async function djangoContestant(url, sizes) {
  if (spawnSync(PYTHON, ["-c", "import django_redis"], { stdio: "ignore" }).status !== 0) return undefined;
  const { ask, close } = startChild(PYTHON, [SCRIPT, url]);
  const { version } = await ask({ keys: KEYS, objects: OBJECTS_BY_SIZE, sizes });
  /** @type {import("../contract.d.ts").Contestant<import("../contract.d.ts").Cell>} */
  const contestant = {
    name: "django-redis (Python)",
    kind: "python",
    can: ({ callers }) => callers <= MAX_THREADS,
    window: (cell, milliseconds) => ask({ ...cell, milliseconds }),
  };
  return { contestant, version, close };
}
