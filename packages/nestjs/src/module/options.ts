import type { CachesSource } from "@coffer/backend-kit";
import type { ConfigurableModuleOptionsFactory } from "@nestjs/common";

/** Settings, whose caches are closed with the application, or existing `caches`, which you close yourself. */
export type CofferModuleOptions = CachesSource;

/** What Nest must know before there are caches. */
export interface CofferModuleExtras {
  /**
   * Whether every module can inject the caches, without importing this one.
   * @default true
   */
  isGlobal?: boolean;
  /**
   * The caches that can be injected.
   * @default those given to `forRoot`; `["default"]` for settings in a file, and in `forRootAsync`
   */
  aliases?: readonly string[];
}

/** A class for `useClass` and `useExisting` of `forRootAsync`. */
export type CofferOptionsFactory = ConfigurableModuleOptionsFactory<
  CofferModuleOptions,
  "createCofferOptions"
>;
