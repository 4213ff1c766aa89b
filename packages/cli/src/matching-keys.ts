import type { Client, Version } from "@coffer/cache-core";
import type { Deletion } from "./deletion.js";

/**
 * The keys of a cache that match a pattern.
 * @param versions where `undefined` is the cache's own.
 */
export function matchingKeys(
  client: Client,
  pattern: string,
  versions: readonly (Version | undefined)[],
): Deletion {
  return {
    /** Shown on a terminal while it counts: with millions of keys that takes seconds. */
    async count(signal) {
      const terminal = process.stderr.isTTY ? process.stderr : undefined;
      let count = 0;
      for (const version of versions) {
        for await (const _ of client.iterKeys(pattern, { version })) {
          signal.throwIfAborted();
          count += 1;
          if (count % 10_000 === 0) terminal?.write(`\r${count.toLocaleString("en")} keys found ...`);
        }
      }
      if (count >= 10_000) terminal?.write("\r\x1b[K");
      return count;
    },
    async remove(onProgress, signal) {
      let before = 0;
      for (const version of versions) {
        const ofVersion = (deleted: number) => onProgress(before + deleted);
        before += await client.deletePattern(pattern, { version, onProgress: ofVersion, signal });
      }
      return before;
    },
  };
}
