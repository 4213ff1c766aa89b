import type { Client, Version } from "@coffer/cache-core";

/**
 * How many keys of these versions match, told on a terminal while it is counted: with millions of keys that takes seconds.
 * @param versions of which `undefined` is the cache's own.
 */
export async function countKeys(
  client: Client,
  pattern: string,
  versions: Iterable<Version | undefined>,
  signal: AbortSignal,
): Promise<number> {
  const terminal = process.stderr.isTTY ? process.stderr : undefined;
  let count = 0;
  for (const version of versions) {
    for await (const _ of client.iterKeys(pattern, { version })) {
      signal.throwIfAborted();
      count += 1;
      if (count % 10_000 === 0) terminal?.write(`\r${count.toLocaleString("en")} keys found ...`);
    }
  }
  if (count >= 10_000) terminal?.write("\r\x1b[K");
  return count;
}
