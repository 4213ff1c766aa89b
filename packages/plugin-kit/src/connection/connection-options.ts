import type { CacheOptions } from "@coffer/cache-core";

/** OPTIONS, with those of the connection package among them. */
export type ConnectionOptions = Readonly<CacheOptions & Record<string, unknown>>;
