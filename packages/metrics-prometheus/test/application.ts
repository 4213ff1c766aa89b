import { type CacheSettings, type Caches, createCaches } from "@coffer/cache-core";
import { DefaultClient } from "@coffer/client-default";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { JsonSerializer } from "@coffer/serializer-json";

const OPTIONS = {
  CLIENT_CLASS: DefaultClient,
  CONNECTION_FACTORY: ConnectionFactory,
  SERIALIZER: JsonSerializer,
};

/** Caches on these servers, by alias. */
export function cachesOn(
  servers: Readonly<Record<string, string>>,
  more: CacheSettings["OPTIONS"] = {},
): Promise<Caches> {
  const CACHES = Object.fromEntries(
    Object.entries(servers).map(([alias, LOCATION]) => [
      alias,
      { LOCATION, OPTIONS: { ...OPTIONS, ...more } },
    ]),
  );
  return createCaches({ CACHES });
}
