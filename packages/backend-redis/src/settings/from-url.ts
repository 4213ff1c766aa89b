import { CACHE_SETTINGS } from "@coffer/cache-core";
import { findDjangoSetting } from "@coffer/django-settings";
import { COMMA_IN_CREDENTIALS, isRestOfCredentials } from "./read-servers.js";

/** Schemes without a server. The name of a store follows the scheme. */
const NO_SERVER = /^locmemcache$/i;

/** redis-py's names for arguments of a connection that are no options. They stay in the server's URL, for the connection factory. */
const OF_THE_SERVER = /^(?:db|ssl|ssl_\w+|client_name|max_connections|socket_keepalive)$/;

/** Names in a query are the names of settings, in upper or lower case. This one is an abbreviation. */
const SHORT: Readonly<Record<string, string>> = { CLIENT: "CLIENT_CLASS" };

/**
 * A cache's settings from one URL, as django-environ reads `CACHE_URL`: the servers, and a query of settings by their names,
 * `redis://:secret@host:6379/1?timeout=300&key_prefix=shop&client=herd`. All values are text.
 */
export function fromUrl(
  url: string,
  refuse: (text: string, hint?: string) => void,
): Record<string, unknown> | undefined {
  const [written, query] = splitAt(url, "?");
  const address = written.replace(/^rediscache:/i, "redis:");
  const cache: Record<string, unknown> = {};
  const options: Record<string, unknown> = {};
  const ofServer: string[] = [];
  const items = query.split("&").filter((item) => item !== "");
  for (const item of items) {
    const [[given, value] = ["", ""]] = new URLSearchParams(item);
    if (!/^\w+$/.test(given)) {
      // It is probably a part of a password, so the message does not show it.
      const advice = "in a password ? and & are written %3F and %26";
      refuse(`the URL's query must be name=value&...; ${advice}`, advice);
      return undefined;
    }
    const name = SHORT[given.toUpperCase()] ?? given.toUpperCase();
    if (OF_THE_SERVER.test(given) || hasNoEffect(given, name)) {
      ofServer.push(item);
      continue;
    }
    const place = Object.hasOwn(CACHE_SETTINGS, name) ? cache : options;
    if (name === "LOCATION" || name === "OPTIONS" || Object.hasOwn(place, name)) {
      refuse(`the URL sets ${given} twice`, "write it once");
    }
    place[name] = value;
  }
  const [scheme, name] = splitAt(address, "://");
  if (NO_SERVER.test(scheme)) return { ...cache, LOCATION: name, OPTIONS: options };
  const pieces = address.split(",");
  if (
    pieces.some((piece, index) => isRestOfCredentials(piece) && pieces[index - 1]?.includes("@") === false)
  ) {
    refuse(COMMA_IN_CREDENTIALS.text, COMMA_IN_CREDENTIALS.hint);
    return undefined;
  }
  const suffix = ofServer.length === 0 ? "" : `?${ofServer.join("&")}`;
  return {
    ...cache,
    LOCATION: serversOf(address).map((server) => server && server + suffix),
    OPTIONS: options,
  };
}

/** Whether this is an argument of connections that has no effect, and not also the name of a setting. */
function hasNoEffect(argument: string, setting: string): boolean {
  return (
    findDjangoSetting("CONNECTION_POOL_KWARGS", argument)?.meaning === "no effect" &&
    findDjangoSetting("OPTIONS", setting) === undefined &&
    !Object.hasOwn(CACHE_SETTINGS, setting)
  );
}

/** Splits several URLs at their commas, or one URL with several hosts that share scheme, credentials and database. */
function serversOf(address: string): string[] {
  const [, scheme = "", authority = "", path = ""] = /^(rediss?:\/\/)([^/]*)(.*)$/i.exec(address) ?? [];
  const areWhole = scheme === "" || address.includes("://", scheme.length) || path.includes(",");
  if (areWhole) return address.split(",");
  // A socket, as django-environ and django-cache-url write it.
  if (authority === "" && !/^\/?\d*\/?$/.test(path)) return [`unix://${path}`];
  const hosts = authority.split(",");
  const credentials = /^.*@/.exec(hosts[0] as string)?.[0] ?? "";
  return hosts.map((host) => {
    if (host === "" && hosts.length > 1) return "";
    return scheme + (host.includes("@") ? host : credentials + host) + path;
  });
}

function splitAt(text: string, separator: string): [head: string, tail: string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
