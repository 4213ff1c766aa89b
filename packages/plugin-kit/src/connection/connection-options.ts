import type { CacheOptions } from "@coffer/cache-core";

/** OPTIONS, including those of the connection package. */
export type ConnectionOptions = Readonly<CacheOptions & Record<string, unknown>>;
