import { type CacheOptions, codeOf, type ImproperlyConfigured, resolveFile } from "@coffer/cache-core";
import type { Driver } from "../driver/driver.js";
import type { Endpoint } from "../endpoint/endpoint.js";
import { resolveEndpoint } from "../endpoint/resolve-endpoint.js";
import { readAddressMap } from "../settings/address-map.js";
import type { ConnectionArguments } from "../settings/connection-arguments.js";
import type { DriverOptions } from "../settings/driver-options.js";
import type { ParsedUrl } from "../settings/parse-url.js";
import { readArguments } from "../settings/read-arguments.js";
import type { SentinelFactoryOptions } from "./sentinel-options.js";
import { sentinelUrls } from "./sentinel-urls.js";
import { connectionTo, linkTo, type Service } from "./service-adapters.js";
import { parseServiceUrl } from "./service-url.js";

/** Part of the driver's options. The options for a server are derived from it once the server is known. */
interface Plan {
  readonly url: ParsedUrl;
  readonly args: ConnectionArguments;
  readonly sentinels: readonly Endpoint[];
}

/**
 * Returns a driver that asks sentinels for the address of the server each time it connects.
 *
 * Drivers can ask sentinels themselves, but each in its own way, and without the guarantees of coffer. ioredis checks
 * the role of a server by INFO, for which some users lack the right, waits for frozen sentinels one after the other,
 * and finds no server for reads if no replica is up. node-redis has a pool of clients instead of one, which reconnect
 * by themselves and resend commands that may have been executed. The kit asks sentinels in the same way for every
 * driver, within the same deadlines.
 */
export function sentinelDriver(driver: Driver, options: CacheOptions): Driver {
  const {
    SENTINELS,
    SENTINEL_KWARGS = {},
    REDIS_CLIENT_CLASS: Client = driver.Client,
    REDIS_CLIENT_KWARGS = {},
  } = options as SentinelFactoryOptions;
  const wrong: Error[] = [];
  // The factory reports its problems.
  const addressMap = readAddressMap(options.ADDRESS_MAP, []);
  const urls = sentinelUrls(SENTINELS, wrong);
  const own = readArguments(Object.entries(SENTINEL_KWARGS), (name) => `SENTINEL_KWARGS.${name}`, wrong);
  if (own.db) wrong.push(new Error("SENTINEL_KWARGS.db: leave it out: sentinels have no databases"));

  function endpoints(args: ConnectionArguments, problems: Error[]): Endpoint[] {
    const kwargs = { ...timesOf(args), ...own };
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
          problems.push(new Error(`SENTINELS[${index}]: ${message}`, { cause: error }));
        return [];
      }
    });
  }

  const serviceOf = ({ plan, ...unconnected }: DriverOptions): Service => {
    const { url, args, sentinels } = plan as Plan;
    return { driver, Client, kwargs: REDIS_CLIENT_KWARGS, addressMap, url, args, sentinels, unconnected };
  };

  return {
    Client: driver.Client,
    description: driver.description,
    parseUrl: parseServiceUrl,
    check(kwargs, problems, isOwnClass) {
      driver.check(kwargs, problems, isOwnClass);
      problems.push(...wrong);
    },
    options(url, args, kwargs, problems) {
      const sentinels = endpoints(args, problems);
      const plan: Plan = { url, args, sentinels };
      return { ...driver.options(url, args, kwargs, problems), plan };
    },
    createAdapter: (_, options) => connectionTo(serviceOf(options)),
    ...(driver.createLink && { createLink: (_, options) => linkTo(serviceOf(options)) }),
  };
}

function timesOf(args: ConnectionArguments): ConnectionArguments {
  return Object.fromEntries(Object.entries(args).filter(([name]) => name.startsWith("socket_")));
}
