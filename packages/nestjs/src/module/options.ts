import type { CachesSource } from "@coffer/backend-kit";
import type { ConfigurableModuleOptionsFactory } from "@nestjs/common";

/** Settings, whose caches are closed with the application, or existing `caches`, which you close yourself. */
export type CofferModuleOptions = CachesSource;

/** Options of `forRoot` and `forRootAsync` that Nest reads before the caches are created. */
export interface CofferModuleExtras {
  /**
   * Whether every module can inject the caches, without importing this one.
   * @default true
   */
  isGlobal?: boolean;
  /**
   * The aliases of the caches that can be injected.
   * @default those given to `forRoot`; `["default"]` for settings in a file, and in `forRootAsync`
   */
  aliases?: readonly string[];
}

/** A class for `useClass` and `useExisting` of `forRootAsync`: its method `createCofferOptions` returns the options. */
export type CofferOptionsFactory = ConfigurableModuleOptionsFactory<
  CofferModuleOptions,
  "createCofferOptions"
>;
