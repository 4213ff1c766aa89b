/** TLS calls a private key `key` and `pfx`. */
const SECRET =
  /pass|secret|token|credential|^(?:key|pfx)$|(?:private|encryption|cipher|api|access)[_-]?keys?$/i;
const SCHEME = /^\s*(?:[a-z][a-z0-9+.-]*:)?\/\//i;
/** The separator of URLs in a list. */
const NEXT_URL = /(?<=,)(?=\s*[a-z][a-z0-9+.-]*:\/\/)/i;
const FILE = /^(?:file:|[a-z]:[\\/]|\.{0,2}[\\/](?!\/))/i;

/**
 * A copy of lists and plain objects without secrets, for people; anything else unchanged.
 * @param redactText applied to the strings in them.
 */
export function redact(value: unknown, redactText: (text: string) => string = redactAddress): unknown {
  if (typeof value === "string") return redactText(value);
  if (Array.isArray(value)) return value.map((each) => redact(each, redactText));
  if (typeof value !== "object" || value === null) return value;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      const isSecret = SECRET.test(name) && each !== undefined && each !== null;
      return [redactText(name), isSecret ? "***" : redact(each, redactText)];
    }),
  );
}

/**
 * A string without credentials and without the secrets of a query, if it is a URL: `redis://***@host/1?password=***`.
 */
export function redactUrl(text: string): string {
  return SCHEME.test(text) ? redactAddress(text) : text;
}

/** The same for a string that is meant as an address, also without a scheme: `***@host:26379`. */
export function redactAddress(text: string): string {
  return text.split(NEXT_URL).map(redactOne).join("");
}

/** An unescaped password is a common reason for a malformed address: everything before its last `@` is hidden. */
function redactOne(text: string): string {
  const [scheme = ""] = SCHEME.exec(text) ?? [];
  const end = text.lastIndexOf("@");
  const hasCredentials = end >= 0 && !FILE.test(text) && (scheme !== "" || text.slice(0, end).includes(":"));
  const rest = hasCredentials ? `***${text.slice(end)}` : text.slice(scheme.length);
  if (scheme === "") return rest;
  return (
    scheme +
    rest.replace(/([?&]([^=&?]*)=)[^&]*/g, (item, head, name) => (SECRET.test(name) ? `${head}***` : item))
  );
}

/** Returns a server's URL without secrets. Keeps only the database of its query, since a query may contain passwords, too. */
export function withoutCredentials(url: string): string {
  const [address = "", query = ""] = url.trim().split("?", 2);
  const db = /(?:^|&)db=(\d+)/.exec(query)?.[1];
  return address.replace(/\/\/.*@/, "//") + (db === undefined ? "" : `?db=${db}`);
}
