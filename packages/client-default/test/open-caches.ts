import { type Caches, createCaches } from "@coffer/cache-core";
import type { RedisServer } from "@coffer-internal/servers";

/** Caches on an emptied server: `default` with these OPTIONS, and `other`, as another process would have it. */
export async function openCaches(server: RedisServer, OPTIONS: object = {}): Promise<Caches> {
  await server.command("FLUSHALL");
  const usual = { CLIENT_CLASS: "default", CONNECTION_FACTORY: "ioredis", SERIALIZER: "json" };
  const LOCATION = server.url();
  const CACHES = {
    default: { LOCATION, OPTIONS: { ...usual, ...OPTIONS } },
    other: { LOCATION, OPTIONS: usual },
  };
  return createCaches({ CACHES }, { parent: import.meta });
}
