import { type BackendContext, Problems } from "@coffer/cache-core";
import { readServers } from "./read-servers.js";
import { warnOfArguments } from "./warn-of-arguments.js";
import { warnOfKeys } from "./warn-of-keys.js";

/** Warns of what settings say to no effect, or with one that is hardly meant. */
export function review(caches: readonly BackendContext[], warn: (path: string, text: string) => void): void {
  // They were built, so nothing is wrong with their servers.
  const located = caches.map((cache) => ({ ...cache, servers: readServers(cache, new Problems()) }));
  for (const cache of located) warnOfArguments(cache, cache.servers, warn);
  warnOfKeys(located, warn);
}
