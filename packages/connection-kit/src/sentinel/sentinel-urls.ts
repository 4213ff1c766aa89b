import { isIPv6 } from "node:net";

const FORM = '[host, port] or "host:port" or a URL with its port, such as ["sentinel-1", 26379]';

/** The port is required: the default ports of Redis and of sentinels differ, and a guess could be the wrong one. */
const WITH_PORT = /^rediss?:\/\/[^/?#]+:\d+\/?(\?|$)/i;

/**
 * The entries of `SENTINELS` as URLs. Adds problems to `problems`, without quoting an entry: it may contain a
 * password.
 */
export function sentinelUrls(given: unknown, problems: Error[]): string[] {
  if (!Array.isArray(given) || given.length === 0) {
    problems.push(new Error(`SENTINELS: must be a list with at least one ${FORM}`));
    return [];
  }
  return given.flatMap((entry, index) => {
    const url = urlOf(entry);
    if (url !== undefined && WITH_PORT.test(url)) return [url];
    problems.push(new Error(`SENTINELS[${index}]: must be ${FORM}`));
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
