import { isIPv6 } from "node:net";

const FORM = '[host, port] or "host:port" or a URL with its port, such as ["sentinel-1", 26379]';

/** Redis and sentinels have different ports by default, so that a port which is left out would be taken for the wrong one. */
const WITH_PORT = /^rediss?:\/\/[^/?#]+:\d+\/?(\?|$)/i;

/** The sentinels of `SENTINELS` as URLs. What is wrong is added to `mistakes`; no entry is shown, it may hold a password. */
export function sentinelUrls(given: unknown, mistakes: Error[]): string[] {
  if (!Array.isArray(given) || given.length === 0) {
    mistakes.push(new Error(`SENTINELS: must be a list with at least one ${FORM}`));
    return [];
  }
  return given.flatMap((entry, index) => {
    const url = urlOf(entry);
    if (url !== undefined && WITH_PORT.test(url)) return [url];
    mistakes.push(new Error(`SENTINELS[${index}]: must be ${FORM}`));
    return [];
  });
}

function urlOf(entry: unknown): string | undefined {
  if (typeof entry === "string") return entry.includes("://") ? entry : `redis://${entry}`;
  if (!Array.isArray(entry) || entry.length !== 2) return undefined;
  const [host, port] = entry;
  if (typeof host !== "string" || host === "") return undefined;
  return `redis://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
