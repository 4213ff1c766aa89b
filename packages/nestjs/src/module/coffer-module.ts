import { Caches, isPlainObject } from "@coffer/cache-core";
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from "@nestjs/common";
import { ConfigurableModule, OPTIONS } from "./configurable.js";
import type { CofferModuleExtras, CofferModuleOptions } from "./options.js";

/**
 * Provides the caches of an application. Inject all of them by the class `Caches`, one by `@InjectCache(alias)`, and the cache `default` by
 * `DefaultCache`. The module closes the caches that it created from settings in `onApplicationShutdown`, after the requests have been answered.
 * `forRootAsync` takes `useFactory` with `inject`, `useClass` or `useExisting`, for options from other providers.
 */
@Module({})
export class CofferModule extends ConfigurableModule implements OnApplicationShutdown {
  readonly #options: CofferModuleOptions;
  readonly #caches: Caches;

  constructor(@Inject(OPTIONS) options: CofferModuleOptions, @Inject(Caches) caches: Caches) {
    super();
    this.#options = options;
    this.#caches = caches;
  }

  /**
   * Creates the module.
   * @param options settings or caches; left out: the cache of the environment variable `CACHE_URL`.
   */
  static override forRoot(options: CofferModuleOptions & CofferModuleExtras = {}): DynamicModule {
    // biome-ignore lint/complexity/noThisInStatic: the base makes a module of `this`, so it has to be this class.
    return super.forRoot({ ...options, aliases: options.aliases ?? aliasesOf(options) });
  }

  /** Closes the caches, unless they were given. Nest calls it. */
  async onApplicationShutdown(): Promise<void> {
    if (this.#options.caches === undefined) await this.#caches.close();
  }
}

/** The aliases of the caches, as far as they are known before settings are read. */
function aliasesOf({ caches, settings }: CofferModuleOptions): readonly string[] {
  if (Array.isArray(caches?.aliases)) return caches.aliases;
  const configured = isPlainObject(settings) ? settings.CACHES : undefined;
  return isPlainObject(configured) ? Object.keys(configured) : ["default"];
}
