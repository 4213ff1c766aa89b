import { readFileSync } from "node:fs";
import { join } from "node:path";

const known = new Map<string, string>();

/**
 * The id of the build, which Next writes next to the folder of the server; undefined while there is none, as during
 * the build.
 * @param serverDistDir such as `.next/server`.
 */
export function buildId(serverDistDir: string | undefined): string | undefined {
  if (serverDistDir === undefined) return undefined;
  const found = known.get(serverDistDir);
  if (found !== undefined) return found;
  try {
    const id = readFileSync(join(serverDistDir, "../BUILD_ID"), "utf8").trim();
    known.set(serverDistDir, id);
    return id;
  } catch {
    return undefined;
  }
}
