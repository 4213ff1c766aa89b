/** Any text, in the quoting of redis.conf. */
export function quoted(text: string): string {
  return `"${Buffer.from(text).toString("hex").replace(/../g, "\\x$&")}"`;
}
