import { ImproperlyConfigured } from "@coffer/cache-core";
import type { Endpoint } from "../endpoint/endpoint.js";
import { parseUrl } from "../settings/parse-url.js";

/** The authority of a URL, after the credentials, which end at its last @. */
const ADDRESS = /^([^/?#]*:\/\/(?:[^/?#]*@)?)[^/?#@]*/;

/** A URL with another host and port, and the same credentials and arguments. */
export function withAddress(url: string, address: string): string {
  return url.trim().replace(ADDRESS, (_, before: string) => before + address);
}

/**
 * The seeds of one cluster. What stands in their URLs holds for all of its nodes, so it has to be the same in each of them.
 * @param resolve decides everything about a connection to a URL.
 * @throws ImproperlyConfigured naming the seeds that cannot be.
 */
export function readSeeds(urls: readonly string[], resolve: (url: string) => Endpoint): Endpoint[] {
  const mistakes: Error[] = [];
  const [first = ""] = urls;
  const { host, port } = parseUrl(first, []) ?? {};
  const seeds = urls.map((url) => {
    const seed = resolve(url);
    const { where } = seed;
    if (where.startsWith("unix:")) {
      mistakes.push(new Error(`${where}: nodes of a cluster have no unix sockets: write redis://host:port`));
    } else if (!where.endsWith("/0")) {
      mistakes.push(new Error(`${where}: a cluster has no database but 0: leave the database out`));
    } else if (
      host !== undefined &&
      resolve(withAddress(url, `${host.includes(":") ? `[${host}]` : host}:${port}`)).key !==
        resolve(first).key
    ) {
      mistakes.push(
        new Error(
          `${where}: the seeds of a cluster differ in more than host and port: user, password, TLS and query hold for ` +
            "all nodes, so write the same in each URL, or PASSWORD and USERNAME in OPTIONS",
        ),
      );
    }
    return seed;
  });
  if (mistakes.length > 0) throw new ImproperlyConfigured(mistakes);
  return seeds;
}
