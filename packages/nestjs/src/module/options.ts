import type { CachesSource } from "@coffer/backend-kit";
import type { ConfigurableModuleOptionsFactory } from "@nestjs/common";

/** Settings, whose caches are closed with the application, or `caches` that were made before, which stay yours to close. */
export type CofferModuleOptions = CachesSource;

/** What Nest has to know before there are caches. */
export interface CofferModuleExtras {
  /**
   * Whether every module can inject the caches, without importing this one.
   * @default true
   */
  isGlobal?: boolean;
  /**
   * The caches that can be injected.
   * @default those that `forRoot` was given; `["default"]` for settings in a file, and in `forRootAsync`
   */
  aliases?: readonly string[];
}

/** A class for `useClass` and `useExisting` of `forRootAsync`. */
export type CofferOptionsFactory = ConfigurableModuleOptionsFactory<
  CofferModuleOptions,
  "createCofferOptions"
>;
