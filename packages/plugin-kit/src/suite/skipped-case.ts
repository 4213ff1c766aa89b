/** Thrown by what runs a case, which cannot be run and says why, now that it is known. */
export class SkippedCase extends Error {
  override readonly name: string = "SkippedCase";
}

/** What runners hand a case that they run, as vitest and node:test do. */
interface RunContext {
  skip?(reason: string): unknown;
}

/** Runs a case. One that turns out to be a skipped one is reported so where the runner can, else it fails. */
export async function skippable(context: unknown, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const { skip } = (context ?? {}) as RunContext;
    if (!(error instanceof SkippedCase) || typeof skip !== "function") throw error;
    skip.call(context, error.message);
  }
}
