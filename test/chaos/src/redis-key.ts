export const PREFIX = "chaos";
export const VERSION = 1;

/** The key as Redis has it. */
export function redisKeyOf(key: string): string {
  return `${PREFIX}:${VERSION}:${key}`;
}
