import type { ConnectionArguments } from "./connection-arguments.js";
import { readArguments } from "./read-arguments.js";

/** A server's address and what else its URL says. */
export interface ParsedUrl {
  readonly tls: boolean;
  /** Of a TCP server: lower-cased, IPv6 without its brackets. Of a service: its name as it is written. */
  readonly host?: string;
  readonly port?: number;
  /** Of a unix socket. */
  readonly path?: string;
  /** Of a service that sentinels watch over: whether its primary is meant, or a replica. */
  readonly isMaster?: boolean;
  /** The address as messages show it, without credentials. */
  readonly where: string;
  readonly stated: ConnectionArguments;
}

/** Credentials end at the last @ of the authority, as in Python; so a password may hold one. */
const SHAPE = /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#]*)@)?([^/?#]*)([^?#]*)(?:\?([^#]*))?(#.*)?$/is;
const AUTHORITY = /^(\[[0-9a-f:.%]+\]|[^\s:[\]]*)(?::(.*))?$/is;

const EXAMPLES = "redis://host:6379/0, rediss://host:6379/0 or unix:///path/of/the.sock?db=0";

/**
 * Takes a server's URL apart. What is wrong is added to `mistakes`, and undefined returned where there is no going on.
 * No message quotes the URL: what is wrong with it may be that half of a password is where the host should be.
 * @param names what stands where a server's host does: its own name, or that of a service.
 */
export function parseUrl(
  url: string,
  mistakes: Error[],
  names: "host" | "service" = "host",
): ParsedUrl | undefined {
  const fail = (text: string, hint?: string): undefined => {
    mistakes.push(Object.assign(new Error(text), { code: "ERR_PLUGIN_OPTIONS", hint }));
  };
  const shape = SHAPE.exec(url.trim());
  if (shape === null) return fail(`the server's URL has no scheme: write ${EXAMPLES}`, `write ${EXAMPLES}`);
  const [, scheme = "", credentials, authority = "", path = "", query = "", fragment] = shape;
  const kind = scheme.toLowerCase();
  if (kind !== "redis" && kind !== "rediss" && kind !== "unix") {
    return fail(`the server's URL has the unknown scheme ${kind}://: write ${EXAMPLES}`, `write ${EXAMPLES}`);
  }
  if (fragment !== undefined) {
    return fail(`the ${kind}:// URL has a # in it: in a password write it %23`);
  }
  const address =
    kind === "unix" ? unixAddress(authority, path, fail) : tcpAddress(kind, authority, path, names, fail);
  if (address === undefined) return undefined;

  const [username, password] = splitOnce(credentials ?? "", ":");
  const items = query === "" ? [] : query.split("&").map((item) => splitOnce(item, "="));
  const { db, ...place } = address;
  const stated = readArguments(
    items.map(([name, value]) => [name, decode((value ?? "").replaceAll("+", " "))]),
    (name) => `${place.where}, ${/^\w+$/.test(name) ? `the query's ${name}` : "a query item"}`,
    mistakes,
  );
  return {
    tls: kind === "rediss",
    ...place,
    // Redis-py's order: the query's database wins over the path's, the credentials before the host over the query's.
    stated: {
      ...(db !== undefined && { db }),
      ...stated,
      ...(username !== "" && { username: decode(username) }),
      ...(password && { password: decode(password) }),
    },
  };
}

type Address = Pick<ParsedUrl, "host" | "port" | "path" | "where"> & { readonly db?: number };
type Fail = (text: string) => undefined;

function tcpAddress(
  kind: string,
  authority: string,
  path: string,
  names: "host" | "service",
  fail: Fail,
): Address | undefined {
  const match = AUTHORITY.exec(authority);
  const port = match?.[2] ? Number(match[2]) : 6379;
  if (match === null || !Number.isInteger(port) || port < 1 || port > 65_535) {
    return fail(
      `the ${kind}:// URL has no valid host and port: the port must be a number from 1 to 65535, an IPv6 address ` +
        "stands in brackets, and in a password / ? # : @ % are written %2F %3F %23 %3A %40 %25",
    );
  }
  const written = decode(match[1] ?? "");
  if (names === "service" && written === "") {
    return fail(`the ${kind}:// URL names no service: ${kind}://mymaster/0`);
  }
  const name = names === "service" ? written : written.toLowerCase() || "localhost";
  const where = names === "service" ? `${kind}://${name}` : `${kind}://${name}:${port}`;
  const database = /^\/?(\d*)\/?$/.exec(decode(path))?.[1];
  if (database === undefined || !Number.isSafeInteger(Number(database))) {
    return fail(
      `${where}: after the host comes the number of the database and nothing else, such as ${where}/1`,
    );
  }
  const host = name.replace(/^\[|\]$/g, "");
  return { host, port, where, ...(database !== "" && { db: Number(database) }) };
}

function unixAddress(authority: string, path: string, fail: Fail): Address | undefined {
  if (authority !== "") {
    return fail("a unix:// URL has three slashes before the path: unix:///path/of/the.sock");
  }
  if (path === "" || path === "/") return fail("the unix:// URL names no socket: unix:///path/of/the.sock");
  const socket = decode(path);
  return { path: socket, where: `unix://${socket}` };
}

/** Only at the first separator: the rest belongs to the value. */
function splitOnce(text: string, separator: string): [head: string, tail: string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** As in Python, a % that is no escape stands for itself, so that a password which holds one works as it is. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
