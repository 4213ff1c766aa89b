import { type CacheSettings, type Caches, createCaches } from "@coffer/cache-core";
import { DefaultClient } from "@coffer/client-default";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { JsonSerializer } from "@coffer/serializer-json";

const OPTIONS = {
  CLIENT_CLASS: DefaultClient,
  CONNECTION_FACTORY: ConnectionFactory,
  SERIALIZER: JsonSerializer,
};

/** Caches with one called `shop`. */
export function cachesAt(location: string | string[], more: CacheSettings["OPTIONS"] = {}): Promise<Caches> {
  const shop = { LOCATION: location, OPTIONS: { ...OPTIONS, ...more } };
  return createCaches({ CACHES: { shop } });
}
