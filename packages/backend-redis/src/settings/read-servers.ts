import type { BackendContext, Problems } from "@coffer/cache-core";

const MISSING = 'write a URL such as "redis://127.0.0.1:6379/0", or a list of them';
const WANTED = 'a URL such as "redis://127.0.0.1:6379/0", or a list of them, and none of them empty';

/** Splits at the commas between servers. Other text is probably a password, so messages do not show it. */
export const COMMA_IN_CREDENTIALS = {
  text: "a server without its scheme: commas stand between servers, so write a comma in a user or password as %2C",
  hint: "write a comma in a user or password as %2C",
};

/** Whether the text after a comma is the end of credentials instead of a URL. */
export function isRestOfCredentials(server: string): boolean {
  return server.includes("@") && !server.includes("://");
}

/** The URLs of `LOCATION`; none if it is invalid. Messages do not show an invalid one, since it may contain a password. */
export function readServers({ location, path }: BackendContext, problems: Problems): string[] {
  const where = `${path}.LOCATION`;
  if (location === undefined || location === null) {
    problems.add(where, "ERR_SETTING_MISSING", `is missing: ${MISSING}`, MISSING);
    return [];
  }
  if (typeof location === "string" && /;\s*\w+:\/\//.test(location)) {
    const advice = "write a comma, or a list";
    problems.add(where, "ERR_SETTING_VALUE", `has a semicolon between servers: ${advice}`, advice);
    return [];
  }
  const listed = typeof location === "string" ? location.split(",") : location;
  const servers = Array.isArray(listed)
    ? listed.map((each) => (typeof each === "string" ? each.trim() : ""))
    : [];
  if (typeof location === "string" && servers.some(isRestOfCredentials)) {
    problems.add(where, "ERR_SETTING_VALUE", COMMA_IN_CREDENTIALS.text, COMMA_IN_CREDENTIALS.hint);
    return [];
  }
  if (servers.length > 0 && !servers.includes("")) return servers;
  problems.add(where, "ERR_SETTING_VALUE", `must be ${WANTED}`, `give it ${WANTED}`);
  return [];
}
