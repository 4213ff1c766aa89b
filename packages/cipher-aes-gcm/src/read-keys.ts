import { ImproperlyConfigured } from "@coffer/cache-core";
import { CipherKey } from "./cipher-key.js";
import type { KeyOfSettings } from "./options.js";

/** What the keys are for. */
export interface Keys {
  readonly all: ReadonlyMap<string, CipherKey>;
  readonly first: CipherKey;
  /** Undefined if there are several keys and none is marked. */
  readonly forMembers: CipherKey | undefined;
}

const KEY_LENGTH = 32;
const ID = /^[\w.-]{1,64}$/;
const HEX = /^[0-9a-f]{64}$/i;
const BASE64 = /^[\w+/-]+={0,2}$/;
const NAMES: ReadonlySet<string> = new Set(["id", "key", "members"]);

/**
 * Reads CIPHER_KEYS.
 * @throws ImproperlyConfigured with all problems, showing only the ids of keys.
 */
export function readKeys(given: readonly KeyOfSettings[] | undefined): Keys {
  const keys = given ?? [];
  const problems = keys.flatMap((key, index) =>
    problemsOf(key).map((problem) => `CIPHER_KEYS[${index}]${problem}`),
  );
  if (keys.length === 0) problems.push("CIPHER_KEYS must be a list of at least one key");
  if (problems.length === 0) problems.push(...problemsBetween(keys));
  if (problems.length > 0) throw new ImproperlyConfigured(problems.map((problem) => new Error(problem)));

  const all = new Map(keys.map(({ id, key }) => [id, new CipherKey(id, bytesOf(key))]));
  const marked = keys.find(({ members }) => members) ?? (keys.length === 1 ? keys[0] : undefined);
  return {
    all,
    first: all.get((keys[0] as KeyOfSettings).id) as CipherKey,
    forMembers: marked && all.get(marked.id),
  };
}

/** The problems of one of them, appended to its position. */
function problemsOf(given: unknown): string[] {
  if (typeof given !== "object" || given === null) return [" must be an object with an id and a key"];
  const { id, key, members } = given as Readonly<Record<string, unknown>>;
  const problems: string[] = [];
  // Wrong names are not shown: one may be the key itself, in the wrong place.
  if (Object.keys(given).some((name) => !NAMES.has(name))) {
    problems.push(` must have nothing but ${[...NAMES].join(", ")}`);
  }
  if (typeof id !== "string" || !ID.test(id)) {
    problems.push(".id must be 1 to 64 letters, digits, dots, underscores and hyphens");
  }
  const isText = typeof key === "string" && BASE64.test(key);
  if (!isText || bytesOf(key).length !== KEY_LENGTH) {
    const has = isText ? `, has ${bytesOf(key).length}` : "";
    problems.push(
      `.key must be ${KEY_LENGTH} bytes as base64 or hex${has}: openssl rand -base64 32 makes one`,
    );
  }
  if (members !== undefined && typeof members !== "boolean") problems.push(".members must be true or false");
  return problems;
}

function* problemsBetween(keys: readonly KeyOfSettings[]): Generator<string> {
  const ids = keys.map(({ id }) => id);
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) < index) yield `CIPHER_KEYS[${index}].id is that of another key, ${id}`;
  }
  const marked = keys.filter(({ members }) => members).map(({ id }) => id);
  if (marked.length > 1) {
    yield `CIPHER_KEYS: only one key can encrypt members, but ${marked.join(" and ")} have members: true`;
  }
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text, HEX.test(text) ? "hex" : "base64");
}
