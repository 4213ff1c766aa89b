import type { Deletion } from "./deletion.js";
import { Interrupted } from "./errors.js";
import { showProgress } from "./progress.js";

/**
 * Deletes, with a progress bar if the total is known.
 * @returns how many keys were deleted.
 * @throws Interrupted if the signal was aborted, with the number deleted so far.
 */
export async function deleteAll(
  deletion: Deletion,
  total: number | undefined,
  signal: AbortSignal,
): Promise<number> {
  const bar = total === undefined ? undefined : await showProgress(total, "keys");
  let deleted = 0;
  try {
    return await deletion.remove((sofar) => {
      deleted = sofar;
      bar?.update(sofar);
    }, signal);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    const figures = [deleted, ...(total === undefined ? [] : [total])].map((keys) =>
      keys.toLocaleString("en"),
    );
    throw new Interrupted(
      `interrupted: ${figures.join(" of ")} keys were deleted, the others were not changed`,
    );
  } finally {
    bar?.stop();
  }
}
