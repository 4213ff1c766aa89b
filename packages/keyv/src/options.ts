/** Options of the stores for Keyv. */
export interface KeyvStoreOptions {
  /**
   * Which cache, where the store is given all caches.
   * @default "default"
   */
  readonly alias?: string | undefined;
}
