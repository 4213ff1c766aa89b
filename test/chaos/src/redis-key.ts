export const PREFIX = "chaos";
export const VERSION = 1;

/** The Redis key. */
export function redisKeyOf(key: string): string {
  return `${PREFIX}:${VERSION}:${key}`;
}
