import { type BackendContext, Problems } from "@coffer/cache-core";
import { readServers } from "./read-servers.js";
import { warnOfArguments } from "./warn-of-arguments.js";
import { warnOfKeys } from "./warn-of-keys.js";

/** Warns of settings that have no effect, or probably not the one that was meant. */
export function review(caches: readonly BackendContext[], warn: (path: string, text: string) => void): void {
  // The caches were built, so their servers are valid.
  const located = caches.map((cache) => ({ ...cache, servers: readServers(cache, new Problems()) }));
  for (const cache of located) warnOfArguments(cache, cache.servers, warn);
  warnOfKeys(located, warn);
}
