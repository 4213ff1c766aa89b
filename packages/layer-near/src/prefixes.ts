import { ImproperlyConfigured, type Keys } from "@coffer/cache-core";

/** A key with unusual characters: if the Redis key does not end with it, a key function created the Redis key. */
const SAMPLE = "a sample: {of} a key";

/**
 * The prefixes of the Redis keys that are kept, and of the versions of tags; none is a prefix of another, which Redis
 * would reject.
 * @throws ImproperlyConfigured if a KEY_FUNCTION creates the keys and no prefixes are given.
 */
export function prefixesOf(keys: Keys, wanted: readonly string[] | undefined): readonly string[] {
  const { prefix, version } = keys;
  const head = `${prefix}:${version}:`;
  if (keys.make(SAMPLE) !== head + SAMPLE || keys.make("") !== head) {
    if (wanted !== undefined && wanted.length > 0) return shortest(wanted);
    const path = "NEAR_CACHE.KEYS";
    const hint = "name the prefixes of the Redis keys";
    const message = `${path}: with a KEY_FUNCTION it must name the prefixes of the Redis keys`;
    throw new ImproperlyConfigured([{ path, code: "ERR_SETTING_MISSING", hint, message }]);
  }
  // Versions of tags, and other data that belongs to a key, have separate keys: see `siblingKey` of client-default.
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
