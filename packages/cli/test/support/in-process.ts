import { run } from "@coffer/cli";
import { vi } from "vitest";
import type { Outcome } from "./coffer.js";

/**
 * Runs a command line in this process: for cases without a terminal, input or signals, of which there are dozens.
 * Node and the program's modules are loaded once.
 */
export async function inProcess(args: readonly string[], cwd: string): Promise<Outcome> {
  const before = { cwd: process.cwd(), exitCode: process.exitCode };
  const errorListeners = process.stdout.listeners("error");
  const written = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((chunk, ...rest: unknown[]) => {
      written[name] += String(chunk);
      const done = rest.at(-1);
      if (typeof done === "function") done();
      return true;
    }),
  );
  for (const name of ["COFFER_SETTINGS", "CACHE_URL"]) vi.stubEnv(name, undefined);
  process.chdir(cwd);
  process.exitCode = undefined;
  try {
    await run(args);
    return { code: Number(process.exitCode ?? 0), ...written };
  } finally {
    process.exitCode = before.exitCode;
    process.chdir(before.cwd);
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
    for (const listener of process.stdout.listeners("error")) {
      if (!errorListeners.includes(listener)) process.stdout.off("error", listener as () => void);
    }
  }
}
