import type { CacheOptions, PluginClass } from "@coffer/cache-core";
import { checkDriverKwargs, type Driver, LinkAdapter } from "@coffer/connection-kit";
import { Redis } from "ioredis";
import { driverOptions, IOREDIS_OPTIONS } from "./driver-options.js";
import { IoredisAdapter } from "./ioredis-adapter.js";
import { linkOptions } from "./link-options.js";
import type { NativeClass } from "./native.js";

/** ioredis 5 and 6. */
export const ioredisDriver: Driver = {
  Client: Redis as PluginClass,
  description:
    "The driver: Redis of ioredis 5 or 6, a subclass of it, or ioredis-mock (by @coffer/connection-mock).",
  options: driverOptions,
  check: (kwargs, problems, isOwnClass) => checkDriverKwargs(kwargs, IOREDIS_OPTIONS, problems, isOwnClass),
  createAdapter: (Client, options) => new IoredisAdapter(Client as unknown as NativeClass, options),
  createLink: (_, options) => new LinkAdapter(linkOptions(options)),
};

/** No links if only the driver's object knows how to connect: a mock, or a custom `Connector`. */
export function driverFor({ REDIS_CLIENT_CLASS, REDIS_CLIENT_KWARGS = {} }: CacheOptions): Driver {
  const isMock = (REDIS_CLIENT_CLASS as NativeClass | undefined)?.commandSender !== undefined;
  if (!isMock && REDIS_CLIENT_KWARGS.Connector === undefined) return ioredisDriver;
  const { createLink: _, ...withoutLinks } = ioredisDriver;
  return withoutLinks;
}
