import type { Cache } from "@coffer/cache-core";

/** The cache `default`, for constructors: `constructor(private readonly cache: DefaultCache) {}`. Nest injects by classes, and `Cache` is a type. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: what is injected is a cache; no object of this class is created.
export abstract class DefaultCache {}
export interface DefaultCache extends Cache {}
