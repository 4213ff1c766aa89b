/**
 * The key of something that belongs to a key, in the same slot of a Redis Cluster. It begins with a brace, so no pattern of a cache
 * finds it, and `clear` with a prefix leaves it. (A key with a closing brace and without a hash tag has no such
 * sibling; a cluster refuses the two.)
 */
export function siblingKey(made: string, what: string): string {
  const [, tag] = /^[^{]*\{([^}]+)\}/.exec(made) ?? [];
  return tag === undefined ? `{${made}}:${what}` : `{${tag}}:${what}:${made}`;
}
