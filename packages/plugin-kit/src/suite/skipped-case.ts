/** Thrown by a case that finds at run time that it cannot run, with the reason. */
export class SkippedCase extends Error {
  override readonly name: string = "SkippedCase";
}

/** The context that vitest and node:test pass to a case. */
interface RunContext {
  skip?(reason: string): unknown;
}

/** Runs a case. If it throws SkippedCase, it is reported as skipped if the runner can, else it fails. */
export async function skippable(context: unknown, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const { skip } = (context ?? {}) as RunContext;
    if (!(error instanceof SkippedCase) || typeof skip !== "function") throw error;
    skip.call(context, error.message);
  }
}
