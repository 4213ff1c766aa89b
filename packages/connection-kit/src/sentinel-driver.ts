import {
  type CacheOptions,
  codeOf,
  type ImproperlyConfigured,
  type PluginClass,
  resolveFile,
} from "@coffer/cache-core";
import { readAddressMap } from "./address-map.js";
import type { ConnectionArguments } from "./connection-arguments.js";
import type { Driver, DriverOptions } from "./driver.js";
import type { Endpoint } from "./endpoint.js";
import type { ParsedUrl } from "./parse-url.js";
import { readArguments } from "./read-arguments.js";
import { connectTimeoutOf, resolveEndpoint } from "./resolve-endpoint.js";
import { SentinelHandle } from "./sentinel-handle.js";
import type { SentinelFactoryOptions } from "./sentinel-options.js";
import { parseServiceUrl } from "./sentinel-service-url.js";
import { sentinelUrls } from "./sentinel-urls.js";
import { SentinelWatch } from "./sentinel-watch.js";
import { Sentinels } from "./sentinels.js";

/** The part of the driver's options from which those for a server are made, once it is known. */
interface Plan {
  readonly url: ParsedUrl;
  readonly stated: ConnectionArguments;
  readonly sentinels: readonly Endpoint[];
}

/**
 * A driver that asks sentinels for its server each time it connects.
 *
 * Drivers can do so themselves, but not alike, and not so that a cache could count on it. ioredis checks a server's role by the INFO that
 * coffer does without, waits for frozen sentinels one after the other, and finds nobody to read from where no replica is alive; node-redis
 * has a pool of clients in place of one, which connect on their own account and send again what may have been executed. Asked here,
 * sentinels are the same to every driver, within the same deadlines.
 */
export function sentinelDriver(driver: Driver, options: CacheOptions): Driver {
  const {
    SENTINELS,
    SENTINEL_KWARGS = {},
    REDIS_CLIENT_CLASS: Client = driver.Client,
    REDIS_CLIENT_KWARGS = {},
  } = options as SentinelFactoryOptions;
  const wrong: Error[] = [];
  // What is wrong with it, the factory tells.
  const addressMap = readAddressMap(options.ADDRESS_MAP, []);
  const urls = sentinelUrls(SENTINELS, wrong);
  const own = readArguments(Object.entries(SENTINEL_KWARGS), (name) => `SENTINEL_KWARGS.${name}`, wrong);
  if (own.db) wrong.push(new Error("SENTINEL_KWARGS.db: leave it out: sentinels have no databases"));

  function endpoints(stated: ConnectionArguments, mistakes: Error[]): Endpoint[] {
    const kwargs = { ...timesOf(stated), ...own };
    return urls.flatMap((url, index) => {
      try {
        const file = (path: string) => resolveFile(options, path);
        return [
          resolveEndpoint(
            { url },
            { kwargs, driver, Client, driverKwargs: {}, resolveFile: file, identity: [] },
          ),
        ];
      } catch (error) {
        if (codeOf(error) !== "ERR_IMPROPERLY_CONFIGURED") throw error;
        for (const { message } of (error as ImproperlyConfigured).problems)
          mistakes.push(new Error(`SENTINELS[${index}]: ${message}`, { cause: error }));
        return [];
      }
    });
  }

  return {
    Client: driver.Client,
    description: driver.description,
    parseUrl: parseServiceUrl,
    check(kwargs, mistakes, isOwnClass) {
      driver.check(kwargs, mistakes, isOwnClass);
      mistakes.push(...wrong);
    },
    options(url, stated, kwargs, mistakes) {
      const sentinels = endpoints(stated, mistakes);
      const plan: Plan = { url, stated, sentinels };
      return { ...driver.options(url, stated, kwargs, mistakes), plan };
    },
    handle(Client: PluginClass, { plan, ...unconnected }: DriverOptions) {
      const { url, stated, sentinels } = plan as Plan;
      return new SentinelHandle({
        sentinels: new Sentinels({
          name: url.host as string,
          isMaster: url.isMaster as boolean,
          sentinels,
          addressMap,
          // The other half of the attempt is for the server.
          patience: connectTimeoutOf(stated) / 2,
        }),
        // A replica that is promoted can be read as well.
        watch: url.isMaster ? new SentinelWatch(url.host as string, sentinels) : undefined,
        unconnected: driver.handle(Client, unconnected),
        connectTo({ host, port }) {
          const mistakes: Error[] = [];
          const at = { ...url, host, port };
          const options = driver.options(at, stated, REDIS_CLIENT_KWARGS, mistakes);
          if (mistakes[0] !== undefined) throw mistakes[0];
          return driver.handle(Client, options);
        },
      });
    },
  };
}

function timesOf(stated: ConnectionArguments): ConnectionArguments {
  return Object.fromEntries(Object.entries(stated).filter(([name]) => name.startsWith("socket_")));
}
