import type { Client, Version } from "@coffer/cache-core";
import { Interrupted } from "./errors.js";
import { showProgress } from "./progress.js";

/**
 * Deletes what matches in each of the versions, with a bar where the total is known.
 * @returns how many keys went.
 * @throws Interrupted where the signal was aborted, telling how many went until then.
 */
export async function deleteAll(
  client: Client,
  pattern: string,
  versions: Iterable<Version | undefined>,
  total: number | undefined,
  signal: AbortSignal,
): Promise<number> {
  const bar = total === undefined ? undefined : await showProgress(total, "keys");
  let before = 0;
  let deleted = 0;
  const onProgress = (ofVersion: number) => {
    deleted = before + ofVersion;
    bar?.update(deleted);
  };
  try {
    for (const version of versions) {
      before += await client.deletePattern(pattern, { version, onProgress, signal });
    }
    return before;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    const figures = [deleted, ...(total === undefined ? [] : [total])].map((keys) =>
      keys.toLocaleString("en"),
    );
    throw new Interrupted(
      `interrupted: ${figures.join(" of ")} keys are deleted, the others are as they were`,
    );
  } finally {
    bar?.stop();
  }
}
