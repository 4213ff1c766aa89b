import type { RedisServer } from "@coffer-internal/servers";

const LOOP = "for i = ARGV[2], ARGV[3] do redis.call('SET', ARGV[1] .. i, i) end";
/** Keys per script. A script for a million may take seconds on a busy machine, and Redis answers nobody meanwhile. */
const BATCH = 20_000;

/** Creates this many keys, `<head>1` and on, on the server itself: a million takes about a second. */
export async function populate(server: RedisServer, head: string, count: number): Promise<void> {
  for (let first = 1; first <= count; first += BATCH) {
    await server.command("EVAL", LOOP, "0", head, first, Math.min(first + BATCH - 1, count));
  }
}
