import { Keys } from "@coffer/backend-kit";
import type { BackendContext } from "@coffer/cache-core";

type Located = BackendContext & { readonly servers: readonly string[] };

/** Warns of key functions for whose keys no pattern works, and of caches whose keys another cache's `clear` deletes. */
export function warnOfKeys(caches: readonly Located[], warn: (path: string, text: string) => void): void {
  const all = caches.map((cache) => ({ ...cache, keys: new Keys(cache) }));
  for (const one of all) {
    if (one.keys.patternFault !== undefined) warn(`${one.path}.KEY_FUNCTION`, one.keys.patternFault);
    for (const other of all) {
      if (!one.servers.some((server) => other.servers.includes(server)) || !one.keys.reaches(other.keys))
        continue;
      warn(
        `${one.path}.KEY_PREFIX`,
        `clear() of this cache would delete the keys of ${other.path}, too: its KEY_PREFIX ${JSON.stringify(other.keys.prefix)} ` +
          `begins with ${JSON.stringify(one.keys.prefix)}, and the rest looks like a version. Give one of them another prefix`,
      );
    }
  }
}
