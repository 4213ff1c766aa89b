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

/** What a pasted block of Django settings may have, and why it has no place here. */
const NOT_HERE: Readonly<Record<string, string>> = {
  retry_on_timeout: "a command that may have been executed is never sent again",
  retry_on_error: "a command that may have been executed is never sent again",
  retry: "a command that may have been executed is never sent again",
  health_check_interval: "a broken connection is noticed and replaced without it",
  decode_responses: "the serializer decodes",
  connection_class: "the driver is REDIS_CLIENT_CLASS",
  parser_class:
    "with @coffer/connection-resp it is the option PARSER_CLASS; other drivers have their own parser",
  timeout: "calls share the connections and never wait for one",
  protocol: "replies are those of RESP2 in any case",
  path: "write a unix:// URL",
  host: "it stands in the URL",
  port: "it stands in the URL",
};

/**
 * Reads arguments from `CONNECTION_POOL_KWARGS` or from the query of a URL, where all values are text. `null` and empty
 * text are taken as not given, except for `ssl_cert_reqs: null`, which is Python's way to say "do not verify".
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
      mistakes.push(new Error(`${where(name)}: ${unknown(name)}`));
    } else if (name === "ssl_cert_reqs" || (value !== null && value !== undefined && value !== "")) {
      try {
        found[name] = readers[name as keyof ConnectionArguments](value);
      } catch (error) {
        if (!(error instanceof Unfit)) throw error;
        mistakes.push(new Error(`${where(name)}: ${error.message}`));
      }
    }
  }
  return found;
}

function unknown(name: string): string {
  if (Object.hasOwn(NOT_HERE, name)) return `leave it out: ${NOT_HERE[name]}`;
  return `unknown argument; known are ${Object.keys(readers).join(", ")}`;
}

/** What to write instead of one of redis-py's arguments where the driver's own options stand; `undefined` where it is none. */
export function adviceOnArgument(name: string): string | undefined {
  if (name === "ssl") return "for TLS write rediss:// in LOCATION, or ssl in CONNECTION_POOL_KWARGS";
  if (Object.hasOwn(readers, name))
    return "it belongs into CONNECTION_POOL_KWARGS: here stand options of the driver";
  return Object.hasOwn(NOT_HERE, name) ? `leave it out: ${NOT_HERE[name]}` : undefined;
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

function certificateRequirement(value: unknown): "none" | "required" {
  const word = value === null ? "none" : String(value).toLowerCase();
  if (word === "none") return "none";
  // To a client "optional" means the same: servers always show a certificate.
  if (word === "required" || word === "optional") return "required";
  throw new Unfit('must be "required" or "none" (or null, which means "none")');
}
