import type { PluginClass } from "@coffer/cache-core";
import { checkDriverKwargs, type Driver } from "@coffer/connection-kit";
import { Redis } from "ioredis";
import { driverOptions, IOREDIS_OPTIONS } from "./driver-options.js";
import { IoredisHandle } from "./ioredis-handle.js";
import type { NativeClass } from "./native.js";

/** ioredis 5 and 6. */
export const ioredisDriver: Driver = {
  Client: Redis as PluginClass,
  description:
    "The driver: Redis of ioredis 5 or 6, a subclass of it, or ioredis-mock (by @coffer/connection-mock).",
  options: driverOptions,
  check: (kwargs, mistakes, isOwnClass) => checkDriverKwargs(kwargs, IOREDIS_OPTIONS, mistakes, isOwnClass),
  handle: (Client, options) => new IoredisHandle(Client as unknown as NativeClass, options),
};
