import type { RedisServer } from "./redis-server.js";

/** Starts servers concurrently. If one does not start, stops the others, then throws its error. */
export async function startAll(
  count: number,
  start: (index: number) => Promise<RedisServer>,
): Promise<RedisServer[]> {
  const results = await Promise.allSettled(Array.from({ length: count }, (_, index) => start(index)));
  const servers = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const failed = results.find((result) => result.status === "rejected");
  if (failed === undefined) return servers;
  await Promise.all(servers.map((server) => server.stop()));
  throw failed.reason;
}
