import type { ConnectionArguments } from "./connection-arguments.js";
import { readArguments } from "./read-arguments.js";

/** The parts of a server's URL. */
export interface ParsedUrl {
  /** Whether the scheme is `rediss`. */
  readonly tls: boolean;
  /** For TCP: in lower case, IPv6 without brackets. For a service: its name as written. */
  readonly host?: string;
  /** For TCP: the port. */
  readonly port?: number;
  /** For a unix socket: its path. */
  readonly path?: string;
  /** For a service that sentinels monitor: whether its primary is wanted, or a replica. */
  readonly isMaster?: boolean;
  /** The address as messages show it, without credentials. */
  readonly where: string;
  /** The user, the password, the database and the query. */
  readonly args: ConnectionArguments;
}

/** Credentials end at the last @ of the authority, as in Python, so that a password may contain one. */
const SHAPE = /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#]*)@)?([^/?#]*)([^?#]*)(?:\?([^#]*))?(#.*)?$/is;
const AUTHORITY = /^(\[[0-9a-f:.%]+\]|[^\s:[\]]*)(?::(.*))?$/is;

const EXAMPLES = "redis://host:6379/0, rediss://host:6379/0 or unix:///path/of/the.sock?db=0";

/**
 * Parses a server's URL. Adds problems to `problems`, and returns undefined if the URL cannot be used at all. No
 * message quotes the URL: in a malformed one, a part of the password may be in the position of the host.
 * @param names the meaning of the host: a host name, or the name of a service that sentinels monitor.
 */
export function parseUrl(
  url: string,
  problems: Error[],
  names: "host" | "service" = "host",
): ParsedUrl | undefined {
  const fail = (text: string, hint?: string): undefined => {
    problems.push(Object.assign(new Error(text), { code: "ERR_PLUGIN_OPTIONS", hint }));
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
  const { db, ...server } = address;
  const args = readArguments(
    items.map(([name, value]) => [name, decode((value ?? "").replaceAll("+", " "))]),
    (name) => `${server.where}, ${/^\w+$/.test(name) ? `the query's ${name}` : "a query item"}`,
    problems,
  );
  return {
    tls: kind === "rediss",
    ...server,
    // As in redis-py, the query's database overrides that of the path, and the credentials before the host those of
    // the query.
    args: {
      ...(db !== undefined && { db }),
      ...args,
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
    return fail(`${where}: only the number of the database may follow the host, such as ${where}/1`);
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

/** Splits at the first separator only: the rest belongs to the value. */
function splitOnce(text: string, separator: string): [head: string, tail: string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** As in Python, a % that is not an escape stays unchanged, so that a password may contain one. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
