import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export const BIN: string = fileURLToPath(new URL("../../dist/bin.js", import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** The working directory. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Variables that would change what the program reads or the colours of its output. */
export const CLEAN: Readonly<Record<string, undefined>> = {
  COFFER_SETTINGS: undefined,
  CACHE_URL: undefined,
  CI: undefined,
  FORCE_COLOR: undefined,
  NODE_DISABLE_COLORS: undefined,
  NO_COLOR: undefined,
};

/** Runs the built program without a terminal. */
export async function coffer(
  args: readonly string[],
  { cwd, env, input }: RunOptions = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [BIN, ...args], { cwd, env: { ...process.env, ...CLEAN, ...env } });
  child.stdin.end(input);
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on("close", resolve)),
  ]);
  return { code, stdout, stderr };
}
