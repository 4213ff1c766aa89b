import { ImproperlyConfigured, type Keys } from "@coffer/cache-core";

/** A key with unusual characters: if the Redis key does not end with it, a key function made the Redis key. */
const SAMPLE = "a sample: {of} a key";

/**
 * What the keys in Redis begin with that are kept, and the versions of tags; none is the beginning of another, which Redis would refuse.
 * @throws ImproperlyConfigured where a KEY_FUNCTION makes the keys and nothing says what they begin with.
 */
export function prefixesOf(keys: Keys, wanted: readonly string[] | undefined): readonly string[] {
  const { prefix, version } = keys;
  const head = `${prefix}:${version}:`;
  if (keys.make(SAMPLE) !== head + SAMPLE || keys.make("") !== head) {
    if (wanted !== undefined && wanted.length > 0) return shortest(wanted);
    const path = "NEAR_CACHE.KEYS";
    const hint = "name what the keys in Redis begin with";
    const message = `${path}: with a KEY_FUNCTION it has to say what the keys in Redis begin with`;
    throw new ImproperlyConfigured([{ path, code: "ERR_SETTING_MISSING", hint, message }]);
  }
  // Versions of tags, and whatever else belongs to a key, have keys of their own: see `siblingKey` of client-default.
  if (wanted === undefined) return prefix === "" ? [":", "{"] : [`${prefix}:`];
  const versions = prefix === "" ? `{${head}` : `${prefix}:{${head}`;
  return shortest([...wanted.map((key) => head + key), versions]);
}

function shortest(prefixes: readonly string[]): string[] {
  const kept: string[] = [];
  for (const prefix of [...new Set(prefixes)].sort()) {
    const before = kept.at(-1);
    if (before === undefined || !prefix.startsWith(before)) kept.push(prefix);
  }
  return kept;
}
