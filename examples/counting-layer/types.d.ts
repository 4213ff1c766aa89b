import "@coffer/cache-core";

declare module "@coffer/cache-core" {
  interface CacheOptions {
    /** Where the first word of a key ends. */
    readonly COUNT_UP_TO?: string;
  }
}
