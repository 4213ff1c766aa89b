import { openCaches } from "@coffer/backend-kit";
import { Caches, show } from "@coffer/cache-core";
import {
  ConfigurableModuleBuilder,
  type ConfigurableModuleCls,
  type ConfigurableModuleHost,
  type Provider,
} from "@nestjs/common";
import { CofferHealthIndicator } from "../health/coffer-health-indicator.js";
import { getCacheToken } from "../inject/cache-token.js";
import type { CofferModuleExtras, CofferModuleOptions } from "./options.js";

const WHO = "@coffer/nestjs";

const host: ConfigurableModuleHost<
  CofferModuleOptions,
  "forRoot",
  "createCofferOptions",
  CofferModuleExtras
> = new ConfigurableModuleBuilder<CofferModuleOptions>({ moduleName: "Coffer" })
  .setClassMethodName("forRoot")
  .setFactoryMethodName("createCofferOptions")
  .setExtras<CofferModuleExtras>(
    { isGlobal: true, aliases: ["default"] },
    (definition, { isGlobal = true, aliases = ["default"] }) => {
      const shared = [cachesProvider, ...aliases.map(cacheProvider), CofferHealthIndicator];
      const exported = shared.map((provider) => ("provide" in provider ? provider.provide : provider));
      return {
        ...definition,
        global: isGlobal,
        providers: [...(definition.providers ?? []), ...shared],
        exports: [...(definition.exports ?? []), ...exported],
      };
    },
  )
  .build();

/** The module's options. */
export const OPTIONS: string | symbol = host.MODULE_OPTIONS_TOKEN;

/** The module's `forRoot` and `forRootAsync`. */
export const ConfigurableModule: ConfigurableModuleCls<
  CofferModuleOptions,
  "forRoot",
  "createCofferOptions",
  CofferModuleExtras
> = host.ConfigurableModuleClass;

const cachesProvider = {
  provide: Caches,
  inject: [OPTIONS],
  useFactory: (options: CofferModuleOptions) => openCaches(options, WHO, () => import("coffer")),
} satisfies Provider;

function cacheProvider(alias: string) {
  return {
    provide: getCacheToken(alias),
    inject: [Caches],
    useFactory: (caches: Caches) => {
      if (caches.aliases.includes(alias)) return caches.get(alias);
      throw new TypeError(
        `${WHO}: CACHES has no ${show(alias)}. Give the module the aliases to inject, next to its options: { aliases: ${show(caches.aliases)} }`,
      );
    },
  } satisfies Provider;
}
