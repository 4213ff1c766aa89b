import type { CachesSource } from "@coffer/backend-kit";

/** Options of the plugin: settings or existing caches, and the name of the application's property for them. */
export type FastifyCofferOptions = CachesSource & {
  /**
   * The property of the application for the caches. A second registration needs another name.
   * @default "caches"
   */
  readonly namespace?: string | undefined;
  /**
   * Whether the caches are closed with the application.
   * @default true for those of settings, false for given `caches`
   */
  readonly closeClient?: boolean | undefined;
};
