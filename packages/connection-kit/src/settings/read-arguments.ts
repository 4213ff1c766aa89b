import { closest, PluginError } from "@coffer/cache-core";
import { findDjangoSetting } from "@coffer/django-settings";
import type { ConnectionArguments } from "./connection-arguments.js";

/** An invalid value of an argument; the message follows the name of the argument. */
class InvalidValue extends Error {}

type Reader<Value> = (value: unknown) => Value;

/** A day. A longer time is a wrong unit, and timers of Node are limited to 24 days. */
const MAX_SECONDS = 86_400;

const readers: { readonly [Name in keyof ConnectionArguments]-?: Reader<ConnectionArguments[Name]> } = {
  db: whole(0),
  username: text,
  password: text,
  client_name: clientName,
  max_connections: whole(1),
  socket_timeout: seconds,
  socket_connect_timeout: seconds,
  socket_keepalive: truth,
  ssl: truth,
  ssl_cert_reqs: certificateRequirement,
  ssl_check_hostname: truth,
  ssl_ca_certs: text,
  ssl_certfile: text,
  ssl_keyfile: text,
};

/**
 * Reads arguments from `CONNECTION_POOL_KWARGS` or from the query of a URL, where all values are text. `null` and empty text count as not
 * given, except for `ssl_cert_reqs: null`, by which Python turns verification off. Arguments without effect are skipped, since the core
 * reports them.
 * @param where returns the start of the message for an argument. Values are not shown, they may be secrets.
 */
export function readArguments(
  given: Iterable<readonly [name: string, value: unknown]>,
  where: (name: string) => string,
  problems: Error[],
): ConnectionArguments {
  const found: Record<string, unknown> = {};
  for (const [name, value] of given) {
    if (!Object.hasOwn(readers, name)) {
      const problem = problemOf(name);
      if (problem !== undefined) {
        problems.push(new PluginError("ERR_PLUGIN_OPTIONS", where(name), problem, problem));
      }
    } else if (name === "ssl_cert_reqs" || (value !== null && value !== undefined && value !== "")) {
      try {
        found[name] = readers[name as keyof ConnectionArguments](value);
      } catch (error) {
        if (!(error instanceof InvalidValue)) throw error;
        problems.push(new PluginError("ERR_PLUGIN_OPTIONS", where(name), error.message, error.message));
      }
    }
  }
  return found;
}

/** The problem of an argument that is not read; undefined for an argument of redis-py without effect. */
function problemOf(name: string): string | undefined {
  const row = findDjangoSetting("CONNECTION_POOL_KWARGS", name);
  if (row?.meaning === "no effect") return undefined;
  if (row?.meaning === "refused") return row.instead;
  const known = Object.keys(readers);
  return unknown("argument", name, known);
}

/** The message for an unknown name, with the known one that it resembles. */
export function unknown(what: string, name: string, known: readonly string[]): string {
  const slip = closest(name, known);
  return `unknown ${what}${slip === undefined ? `; known are ${known.join(", ")}` : `, did you mean ${slip}?`}`;
}

/**
 * What to write instead of an argument of redis-py among the driver's options; undefined for a name that redis-py
 * does not have.
 */
export function adviceOnArgument(name: string): string | undefined {
  if (name === "ssl") return "for TLS write rediss:// in LOCATION, or ssl in CONNECTION_POOL_KWARGS";
  if (Object.hasOwn(readers, name))
    return "it belongs in CONNECTION_POOL_KWARGS: REDIS_CLIENT_KWARGS takes options of the driver";
  const row = findDjangoSetting("CONNECTION_POOL_KWARGS", name);
  if (row?.meaning === "no effect") return `leave it out: ${row.why}`;
  return row?.meaning === "refused" ? row.instead : undefined;
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  throw new InvalidValue("must be a string");
}

/** A name that CLIENT SETNAME accepts. */
function clientName(value: unknown): string {
  if (/^[!-~]+$/.test(text(value))) return value as string;
  throw new InvalidValue(
    "must be ASCII letters, digits and signs, without spaces: Redis refuses other names of clients",
  );
}

function whole(min: number): Reader<number> {
  return (value) => {
    const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
    if (Number.isSafeInteger(number) && (number as number) >= min) return number as number;
    throw new InvalidValue(`must be a whole number from ${min}`);
  };
}

/** `0` means "not set", as in redis-py. */
function seconds(value: unknown): number {
  const number = typeof value === "string" && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof number === "number" && number >= 0 && number <= MAX_SECONDS) return number;
  throw new InvalidValue(`must be a number of seconds from 0 up to ${MAX_SECONDS}`);
}

/** The words that redis-py accepts in URLs. */
function truth(value: unknown): boolean {
  if (value === true || /^(1|t|true|y|yes)$/i.test(String(value))) return true;
  if (value === false || /^(0|f|false|n|no)$/i.test(String(value))) return false;
  throw new InvalidValue("must be true or false");
}

/** Python accepts a word, a constant of the module ssl (text here), its number, and `False` for 0. */
const REQUIREMENTS: ReadonlyMap<unknown, "none" | "required"> = new Map<unknown, "none" | "required">([
  ...[null, false, 0, "none", "cert_none"].map((value) => [value, "none"] as const),
  // For a client "optional" means the same: servers always present a certificate.
  ...[1, 2, "required", "optional", "cert_required", "cert_optional"].map(
    (value) => [value, "required"] as const,
  ),
]);

function certificateRequirement(value: unknown): "none" | "required" {
  const found = REQUIREMENTS.get(
    typeof value === "string" ? value.toLowerCase().replace(/^ssl\./, "") : value,
  );
  if (found !== undefined) return found;
  throw new InvalidValue('must be "required" or "none" (or null, which means "none")');
}
