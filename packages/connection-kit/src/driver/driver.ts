import type { PluginClass } from "@coffer/cache-core";
import type { ConnectionArguments } from "../settings/connection-arguments.js";
import type { DriverOptions } from "../settings/driver-options.js";
import type { ParsedUrl } from "../settings/parse-url.js";
import type { DriverAdapter } from "./driver-adapter.js";

/** The part of a connection package that depends on its driver. The kit contains everything else. */
export interface Driver {
  /** The default of `REDIS_CLIENT_CLASS`. The kit creates objects of it with `new`. */
  readonly Client: PluginClass;
  /** The description of the option `REDIS_CLIENT_CLASS`: a sentence about its values. */
  readonly description: string;

  /**
   * Returns the options for the driver's object for a server. Adds problems to `problems`.
   * @param args the arguments in the URL and `CONNECTION_POOL_KWARGS`.
   * @param kwargs `REDIS_CLIENT_KWARGS`, which override the rest.
   */
  options(url: ParsedUrl, args: ConnectionArguments, kwargs: DriverOptions, problems: Error[]): DriverOptions;

  /** Parses the URL of a server, if not by `parseUrl` of the kit. Adds problems to `problems`. */
  parseUrl?(url: string, problems: Error[]): ParsedUrl | undefined;

  /**
   * Checks `REDIS_CLIENT_KWARGS` with `checkDriverKwargs`: adds to `problems` the options that the driver does not know, and those that
   * settings must not change.
   * @param isOwnClass whether REDIS_CLIENT_CLASS is a class other than `Client`, which may have more options.
   */
  check(kwargs: DriverOptions, problems: Error[], isOwnClass: boolean): void;

  /** Creates the driver's object and its adapter. Does not connect. */
  createAdapter(Client: PluginClass, options: DriverOptions): DriverAdapter;

  /**
   * Creates the adapter of a tracking connection: a `LinkAdapter` that connects like a driver object with these options. Left out: the
   * factory has no `track`.
   * @throws ImproperlyConfigured for options that a tracking connection cannot have.
   */
  createLink?(Client: PluginClass, options: DriverOptions): DriverAdapter;
}
