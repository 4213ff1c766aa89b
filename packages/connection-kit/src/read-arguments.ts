import { closest, PluginError } from "@coffer/cache-core";
import { findDjangoSetting } from "@coffer/django-settings";
import type { ConnectionArguments } from "./connection-arguments.js";

/** A value that is not what the argument wants; the message is the end of a sentence. */
class Unfit extends Error {}

type Reader<Value> = (value: unknown) => Value;

/** A day: what is more is a mistake of units, and timers end at 24 days. */
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
 * Reads arguments from `CONNECTION_POOL_KWARGS` or from the query of a URL, where all values are text. `null` and empty
 * text are taken as not given, except for `ssl_cert_reqs: null`, which is Python's way to say "do not verify". What has no effect
 * here the core reports, so it is passed over.
 * @param where what a message begins with for an argument. Values are not shown, they may be secrets.
 */
export function readArguments(
  given: Iterable<readonly [name: string, value: unknown]>,
  where: (name: string) => string,
  mistakes: Error[],
): ConnectionArguments {
  const found: Record<string, unknown> = {};
  for (const [name, value] of given) {
    if (!Object.hasOwn(readers, name)) {
      const problem = problemOf(name);
      if (problem !== undefined) {
        mistakes.push(new PluginError("ERR_PLUGIN_OPTIONS", where(name), problem, problem));
      }
    } else if (name === "ssl_cert_reqs" || (value !== null && value !== undefined && value !== "")) {
      try {
        found[name] = readers[name as keyof ConnectionArguments](value);
      } catch (error) {
        if (!(error instanceof Unfit)) throw error;
        mistakes.push(new PluginError("ERR_PLUGIN_OPTIONS", where(name), error.message, error.message));
      }
    }
  }
  return found;
}

/** Of an argument that is not read; undefined where it is one of Python's that has no effect. */
function problemOf(name: string): string | undefined {
  const row = findDjangoSetting("CONNECTION_POOL_KWARGS", name);
  if (row?.meaning === "no effect") return undefined;
  if (row?.meaning === "refused") return row.instead;
  const known = Object.keys(readers);
  return unknown("argument", name, known);
}

/** What to say of a name that is none, with the one that it may be a slip of. */
export function unknown(what: string, name: string, known: readonly string[]): string {
  const slip = closest(name, known);
  return `unknown ${what}${slip === undefined ? `; known are ${known.join(", ")}` : `, did you mean ${slip}?`}`;
}

/** What to write instead of one of redis-py's arguments where the driver's own options stand; `undefined` where it is none. */
export function adviceOnArgument(name: string): string | undefined {
  if (name === "ssl") return "for TLS write rediss:// in LOCATION, or ssl in CONNECTION_POOL_KWARGS";
  if (Object.hasOwn(readers, name))
    return "it belongs into CONNECTION_POOL_KWARGS: here stand options of the driver";
  const row = findDjangoSetting("CONNECTION_POOL_KWARGS", name);
  if (row?.meaning === "no effect") return `leave it out: ${row.why}`;
  return row?.meaning === "refused" ? row.instead : undefined;
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  throw new Unfit("must be a string");
}

/** What CLIENT SETNAME takes. */
function clientName(value: unknown): string {
  if (/^[!-~]+$/.test(text(value))) return value as string;
  throw new Unfit(
    "must be ASCII letters, digits and signs, without spaces: Redis refuses other names of clients",
  );
}

function whole(min: number): Reader<number> {
  return (value) => {
    const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
    if (Number.isSafeInteger(number) && (number as number) >= min) return number as number;
    throw new Unfit(`must be a whole number from ${min}`);
  };
}

/** `0` is "not set", as in the original. */
function seconds(value: unknown): number {
  const number = typeof value === "string" && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof number === "number" && number >= 0 && number <= MAX_SECONDS) return number;
  throw new Unfit(`must be a number of seconds from 0 up to ${MAX_SECONDS}`);
}

/** The words that redis-py knows in URLs. */
function truth(value: unknown): boolean {
  if (value === true || /^(1|t|true|y|yes)$/i.test(String(value))) return true;
  if (value === false || /^(0|f|false|n|no)$/i.test(String(value))) return false;
  throw new Unfit("must be true or false");
}

/** In Python it may be a word, a constant of the module ssl (as text here), its number, or `False` for the number 0. */
const REQUIREMENTS: ReadonlyMap<unknown, "none" | "required"> = new Map<unknown, "none" | "required">([
  ...[null, false, 0, "none", "cert_none"].map((value) => [value, "none"] as const),
  // To a client "optional" means the same: servers always show a certificate.
  ...[1, 2, "required", "optional", "cert_required", "cert_optional"].map(
    (value) => [value, "required"] as const,
  ),
]);

function certificateRequirement(value: unknown): "none" | "required" {
  const found = REQUIREMENTS.get(
    typeof value === "string" ? value.toLowerCase().replace(/^ssl\./, "") : value,
  );
  if (found !== undefined) return found;
  throw new Unfit('must be "required" or "none" (or null, which means "none")');
}
