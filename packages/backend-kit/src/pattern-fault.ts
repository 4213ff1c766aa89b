import { show } from "@coffer/cache-core";
import { globTest } from "./glob.js";

/** A sample key that shows whether patterns match keys. */
export const SAMPLE = "user:1";

/**
 * Why a key function's pattern for all keys does not match its own keys; null if it does, or if the function rejects
 * the sample, which then shows nothing.
 * @param make the key function applied to a key.
 * @param makeGlob the key function applied to the pattern `*`.
 */
export function patternFault(make: (key: string) => string, makeGlob: () => string): string | null {
  let redisKey: string;
  try {
    redisKey = make(SAMPLE);
  } catch {
    return null;
  }
  const cannot =
    "KEY_FUNCTION returns keys that no pattern matches, so keys, iterKeys, deletePattern and clear with a KEY_PREFIX cannot work";
  const advice = 'Keep the "*" of a pattern unchanged in it, or do not call these methods';
  try {
    const glob = makeGlob();
    if (globTest(glob)(redisKey)) return null;
    return `${cannot}: for the pattern "*" it returns ${show(glob)}, for the key ${show(SAMPLE)} ${show(redisKey)}. ${advice}`;
  } catch (error) {
    return `${cannot}: it throws for the pattern "*" (${(error as Error).message}). ${advice}`;
  }
}
