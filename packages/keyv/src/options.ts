/** Options of the stores for Keyv. */
export interface KeyvStoreOptions {
  /**
   * The alias of the cache, if the store is given all caches.
   * @default "default"
   */
  readonly alias?: string | undefined;
}
