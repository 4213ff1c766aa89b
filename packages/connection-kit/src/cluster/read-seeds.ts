import { ImproperlyConfigured } from "@coffer/cache-core";
import type { Endpoint } from "../endpoint/endpoint.js";
import { parseUrl } from "../settings/parse-url.js";

/** The host and port of a URL. The credentials before them end at the last @. */
const ADDRESS = /^([^/?#]*:\/\/(?:[^/?#]*@)?)[^/?#@]*/;

/** The same URL with another host and port. */
export function withAddress(url: string, address: string): string {
  return url.trim().replace(ADDRESS, (_, before: string) => before + address);
}

/**
 * The endpoints of the seeds of one cluster. The rest of their URLs applies to all nodes, so it has to be the same in each URL.
 * @param resolve resolves all settings of a connection to a URL.
 * @throws ImproperlyConfigured naming the seeds that are wrong.
 */
export function readSeeds(urls: readonly string[], resolve: (url: string) => Endpoint): Endpoint[] {
  const problems: Error[] = [];
  const [first = ""] = urls;
  const { host, port } = parseUrl(first, []) ?? {};
  const seeds = urls.map((url) => {
    const seed = resolve(url);
    const { where } = seed;
    if (where.startsWith("unix:")) {
      problems.push(
        new Error(
          `${where}: the nodes of a cluster are not reached by unix sockets: write redis://host:port`,
        ),
      );
    } else if (!where.endsWith("/0")) {
      problems.push(new Error(`${where}: a cluster has only database 0: leave the database out`));
    } else if (
      host !== undefined &&
      resolve(withAddress(url, `${host.includes(":") ? `[${host}]` : host}:${port}`)).key !==
        resolve(first).key
    ) {
      problems.push(
        new Error(
          `${where}: the seeds of a cluster differ in more than host and port: user, password, TLS and query apply to ` +
            "all nodes, so write the same in each URL, or PASSWORD and USERNAME in OPTIONS",
        ),
      );
    }
    return seed;
  });
  if (problems.length > 0) throw new ImproperlyConfigured(problems);
  return seeds;
}
