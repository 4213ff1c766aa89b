import { type Cache, createCaches } from "@coffer/cache-core";
import { afterEach } from "vitest";
import type { Driver } from "./drivers.js";

/** Creates caches of the default client that are closed after the test. */
export function caching({ Factory, options }: Driver): (LOCATION: string, more?: object) => Promise<Cache> {
  const open: AsyncDisposable[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each[Symbol.asyncDispose]()));
  });
  return async (LOCATION, more) => {
    const OPTIONS = {
      CLIENT_CLASS: "@coffer/client-default",
      SERIALIZER: "@coffer/serializer-json",
      CONNECTION_FACTORY: Factory,
      ...options,
      ...more,
    };
    const settings = { CACHES: { default: { LOCATION, OPTIONS } } };
    const caches = await createCaches(settings as never, { parent: import.meta });
    open.push(caches);
    return caches.get();
  };
}
