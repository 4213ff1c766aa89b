import { type ParsedUrl, parseUrl } from "../settings/parse-url.js";

const IS_MASTER = /^is_master=(.+)$/;
const NO = /^(0|f|false|n|no)$/i;

/**
 * Parses the URL of a service that sentinels monitor. The name of the service replaces the host, with its case kept,
 * and a port is ignored. As in redis-py, `is_master` in the query says whether the primary is wanted: the first one
 * counts, and only 0, f, false, n and no mean a replica.
 */
export function parseServiceUrl(url: string, problems: Error[]): ParsedUrl | undefined {
  const [address = "", ...queries] = url.split("?");
  const items = queries.join("?").split("&");
  const rest = items.filter((item) => !/^is_master(=|$)/.test(item)).join("&");
  const parsed = parseUrl(rest === "" ? address : `${address}?${rest}`, problems, "service");
  if (parsed?.path !== undefined) {
    problems.push(
      new Error(`${parsed.where} is a unix socket, not a service: with SENTINELS write redis://mymaster/0`),
    );
    return undefined;
  }
  const wanted = items.flatMap((item) => IS_MASTER.exec(item)?.[1] ?? [])[0];
  return parsed && { ...parsed, isMaster: wanted === undefined || !NO.test(wanted) };
}
