import type { TrackingOptions } from "@coffer/cache-core";

/** @throws TypeError for prefixes that Redis would reject or misread, and for an invalid time. */
export function checkTrackingOptions({ prefixes, every }: TrackingOptions): void {
  if (prefixes.length === 0) throw new TypeError('track: prefixes is empty: for all keys write [""]');
  // Sorted, a prefix precedes all that begin with it.
  const sorted = [...prefixes].sort();
  const at = sorted.findIndex((prefix, index) => sorted[index + 1]?.startsWith(prefix));
  if (at >= 0) {
    const [inner, outer] = [sorted[at + 1], sorted[at]].map((prefix) => JSON.stringify(prefix));
    throw new TypeError(`track: the prefix ${inner} begins with the prefix ${outer}: leave ${inner} out`);
  }
  if (!(every > 0 && Number.isFinite(every)))
    throw new TypeError("track: every must be a number of milliseconds above 0");
}
