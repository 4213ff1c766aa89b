import { type ParsedUrl, parseUrl } from "../settings/parse-url.js";

const IS_MASTER = /^is_master=(.+)$/;
const NO = /^(0|f|false|n|no)$/i;

/**
 * Takes the URL of a service that sentinels watch over apart: its name stands where the host would, with upper and lower case as
 * written, and a port means nothing. `is_master` in the query says whether the primary is meant, by redis-py's words: the first of
 * several counts, and whatever is not a clear no is a yes.
 */
export function parseServiceUrl(url: string, mistakes: Error[]): ParsedUrl | undefined {
  const [address = "", ...queries] = url.split("?");
  const items = queries.join("?").split("&");
  const rest = items.filter((item) => !/^is_master(=|$)/.test(item)).join("&");
  const parsed = parseUrl(rest === "" ? address : `${address}?${rest}`, mistakes, "service");
  if (parsed?.path !== undefined) {
    mistakes.push(
      new Error(`${parsed.where} is a socket, no service: with SENTINELS write redis://mymaster/0`),
    );
    return undefined;
  }
  const stated = items.flatMap((item) => IS_MASTER.exec(item)?.[1] ?? [])[0];
  return parsed && { ...parsed, isMaster: stated === undefined || !NO.test(stated) };
}
