import { show } from "@coffer/cache-core";
import { globTest } from "./glob.js";

/** A key by which it is tried whether patterns find keys. */
export const SAMPLE = "user:1";

/**
 * Why a key function's pattern for all keys does not find a key that it makes; null where it does, or where the function does not take the
 * sample, which then shows nothing.
 * @param make what the function makes of a key.
 * @param makeGlob what it makes of the pattern `*`.
 */
export function patternFault(make: (key: string) => string, makeGlob: () => string): string | null {
  let redisKey: string;
  try {
    redisKey = make(SAMPLE);
  } catch {
    return null;
  }
  const cannot =
    "KEY_FUNCTION makes keys that no pattern finds, so keys, iterKeys, deletePattern and clear with a KEY_PREFIX cannot work";
  const cure = 'Let it keep the "*" of a pattern as it is, or do without these methods';
  try {
    const glob = makeGlob();
    if (globTest(glob)(redisKey)) return null;
    return `${cannot}: of the pattern "*" it makes ${show(glob)}, of the key ${show(SAMPLE)} ${show(redisKey)}. ${cure}`;
  } catch (error) {
    return `${cannot}: it throws for the pattern "*" (${(error as Error).message}). ${cure}`;
  }
}
