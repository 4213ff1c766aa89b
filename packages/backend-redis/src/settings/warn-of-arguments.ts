import { type BackendContext, isPlainObject } from "@coffer/cache-core";
import { findDjangoSetting } from "@coffer/django-settings";

const OPTIONS = ["CONNECTION_POOL_KWARGS", "SENTINEL_KWARGS"];

/**
 * Reports arguments of connections that have no effect, also in the queries of URLs. The connection factory reports all other problems of
 * arguments.
 */
export function warnOfArguments(
  { path, options }: BackendContext,
  servers: readonly string[],
  warn: (path: string, text: string) => void,
): void {
  const check = (name: string, where: string): void => {
    const row = findDjangoSetting("CONNECTION_POOL_KWARGS", name);
    if (row?.meaning === "no effect") warn(where, `has no effect: ${row.why}`);
  };
  const checkQuery = (url: unknown, where: string): void => {
    const [, query = ""] = typeof url === "string" ? url.split("?", 2) : [];
    for (const name of new URLSearchParams(query).keys())
      check(name, `${path}.${where}, the query's ${name}`);
  };
  const said = options as Readonly<Record<string, unknown>>;
  for (const option of OPTIONS) {
    const given = said[option];
    if (!isPlainObject(given)) continue;
    for (const name of Object.keys(given)) check(name, `${path}.OPTIONS.${option}.${name}`);
  }
  for (const server of servers) checkQuery(server, "LOCATION");
  const { SENTINELS } = said;
  if (Array.isArray(SENTINELS)) {
    for (const [index, sentinel] of SENTINELS.entries()) checkQuery(sentinel, `OPTIONS.SENTINELS[${index}]`);
  }
}
