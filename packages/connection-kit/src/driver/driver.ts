import type { PluginClass } from "@coffer/cache-core";
import type { ConnectionArguments } from "../settings/connection-arguments.js";
import type { DriverOptions } from "../settings/driver-options.js";
import type { ParsedUrl } from "../settings/parse-url.js";
import type { DriverAdapter } from "./driver-adapter.js";

/** What a connection package implements for its driver. Everything else is in the kit. */
export interface Driver {
  /** What REDIS_CLIENT_CLASS is by default. Built with `new`. */
  readonly Client: PluginClass;
  /** The values of REDIS_CLIENT_CLASS, as the sentence that documents the option. */
  readonly description: string;

  /**
   * The options for the driver's object for a server. Adds problems to `problems`.
   * @param args the arguments in the URL and `CONNECTION_POOL_KWARGS`.
   * @param kwargs `REDIS_CLIENT_KWARGS`, which override the rest.
   */
  options(url: ParsedUrl, args: ConnectionArguments, kwargs: DriverOptions, problems: Error[]): DriverOptions;

  /** Parses the URL of a server, if not by `parseUrl` of the kit. Adds problems to `problems`. */
  parseUrl?(url: string, problems: Error[]): ParsedUrl | undefined;

  /**
   * Adds to `problems` the options in `REDIS_CLIENT_KWARGS` that the driver does not know and those that settings
   * must not change, by `checkDriverKwargs`.
   * @param isOwnClass whether REDIS_CLIENT_CLASS is a class other than `Client`, which may have more options.
   */
  check(kwargs: DriverOptions, problems: Error[], isOwnClass: boolean): void;

  /** Creates the driver's object and its adapter. Does not connect. */
  createAdapter(Client: PluginClass, options: DriverOptions): DriverAdapter;

  /**
   * Creates the adapter of a link that reports changed keys: a `LinkAdapter`, which connects as the driver's object with these options
   * would. Left out: the factory has no `track`.
   * @throws ImproperlyConfigured for options that a link cannot follow.
   */
  createLink?(Client: PluginClass, options: DriverOptions): DriverAdapter;
}
