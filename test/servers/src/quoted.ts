/** Returns a string in the quotes of redis.conf. */
export function quoted(text: string): string {
  return `"${Buffer.from(text).toString("hex").replace(/../g, "\\x$&")}"`;
}
