import type { PluginClass } from "@coffer/cache-core";
import type { ConnectionArguments } from "../settings/connection-arguments.js";
import type { ParsedUrl } from "../settings/parse-url.js";
import type { Handle } from "./driver-adapter.js";

/** The options of a driver's object. */
export type DriverOptions = Readonly<Record<string, unknown>>;

/** What a connection package knows of its driver; everything else is here. */
export interface Driver {
  /** What REDIS_CLIENT_CLASS is by default. Built with `new`. */
  readonly Client: PluginClass;
  /** What may stand in REDIS_CLIENT_CLASS, as the sentence that documents it. */
  readonly description: string;

  /**
   * What the driver's object is built with for a server. What is wrong is added to `mistakes`.
   * @param kwargs `REDIS_CLIENT_KWARGS`, which come last and win.
   */
  options(
    url: ParsedUrl,
    stated: ConnectionArguments,
    kwargs: DriverOptions,
    mistakes: Error[],
  ): DriverOptions;

  /** Takes a server's URL apart where that is not done as usual. What is wrong is added to `mistakes`. */
  parseUrl?(url: string, mistakes: Error[]): ParsedUrl | undefined;

  /**
   * Adds to `mistakes` what of `REDIS_CLIENT_KWARGS` the driver does not know, and what is not for the settings to decide: by
   * `checkDriverKwargs`.
   * @param isOwnClass whether REDIS_CLIENT_CLASS is another class than `Client`, which may have options of its own.
   */
  check(kwargs: DriverOptions, mistakes: Error[], isOwnClass: boolean): void;

  /** Makes the driver's object. Does not connect. */
  handle(Client: PluginClass, options: DriverOptions): Handle;
}
