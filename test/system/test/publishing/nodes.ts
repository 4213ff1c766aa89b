import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export interface Node {
  /** `Node 22`, for titles; with the reason where it is left out. */
  readonly name: string;
  /** Undefined where its package is not for this kind of machine. */
  readonly executable: string | undefined;
}

const require = createRequire(import.meta.url);

/** The other versions of Node that users have; their programs are packages of the registry, for Linux on x64. */
export const NODES: readonly Node[] = [22, 24, 26].map((major) => {
  const executable = findNode(major);
  const isExpected = process.platform === "linux" && process.arch === "x64";
  if (executable === undefined && isExpected)
    throw new Error(`node-${major} is not installed: run npm install`);
  const reason =
    executable === undefined ? " (left out: the registry has no program of it for this machine)" : "";
  return { name: `Node ${major}${reason}`, executable };
});

function findNode(major: number): string | undefined {
  try {
    const executable = join(dirname(require.resolve(`node-${major}/package.json`)), "bin/node");
    return existsSync(executable) ? executable : undefined;
  } catch {
    return undefined;
  }
}
