import type { CachesSource } from "@coffer/backend-kit";

/** Settings, or caches that were made before, and how the application has them. */
export type FastifyCofferOptions = CachesSource & {
  /**
   * The property of the application that has the caches. Who registers the plugin twice gives the second another one.
   * @default "caches"
   */
  readonly namespace?: string | undefined;
  /**
   * Whether the caches are closed with the application.
   * @default true for those of settings, false for `caches` that were given
   */
  readonly closeClient?: boolean | undefined;
};
