import type { OptionDeclarations } from "@coffer/cache-core";
import type { Driver } from "../driver/driver.js";
import { connectionOptions } from "../options/connection-options.js";
import type { FactoryOptions } from "../options/factory-options.js";
import { ADDRESS_MAP } from "../settings/address-map.js";

declare module "@coffer/cache-core" {
  interface CacheOptions {
    /**
     * The sentinels, at least one: `["sentinel-1", 26379]`, `"sentinel-1:26379"`, or a URL such as
     * `rediss://sentinel-1:26379`. One that answers is enough, so list all of them.
     */
    readonly SENTINELS?: readonly (string | readonly (string | number)[])[];
    /**
     * Arguments of the connections to the sentinels, by the names of `CONNECTION_POOL_KWARGS`: their password, TLS and times. The times
     * default to those of the servers; the passwords and TLS do not.
     * @default {}
     */
    readonly SENTINEL_KWARGS?: Readonly<Record<string, unknown>>;
  }
}

/** The options of a connection factory with sentinels. */
export interface SentinelFactoryOptions extends FactoryOptions {
  readonly SENTINELS?: unknown;
  readonly SENTINEL_KWARGS?: Readonly<Record<string, unknown>>;
}

/** The declarations of the options of a connection factory with sentinels. */
export function sentinelOptions(driver: Driver): OptionDeclarations {
  return {
    ...connectionOptions(driver),
    ADDRESS_MAP,
    SENTINELS: {
      type: "array",
      required: true,
      // A URL in the list may contain a password.
      secret: true,
      description:
        'The sentinels, at least one: [host, port], such as ["sentinel-1", 26379], "host:port", or a URL.',
      schema: {
        minItems: 1,
        items: {
          anyOf: [
            { type: "string" },
            {
              type: "array",
              items: [{ type: "string" }, { type: ["integer", "string"] }],
              minItems: 2,
              maxItems: 2,
            },
          ],
        },
      },
    },
    SENTINEL_KWARGS: {
      type: "object",
      secret: true,
      default: {},
      description: "Arguments of the connections to the sentinels, by the names of CONNECTION_POOL_KWARGS.",
    },
  };
}
