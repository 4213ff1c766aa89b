import type { PluginClass } from "@coffer/cache-core";
import { checkDriverKwargs, type Driver } from "@coffer/connection-kit";
import { createClient } from "redis";
import { driverOptions, NODE_REDIS_OPTIONS } from "./driver-options.js";
import type { NativeClass } from "./native.js";
import { NodeRedisHandle } from "./node-redis-adapter.js";

/** node-redis 5 and 6. */
export const nodeRedisDriver: Driver = {
  // node-redis exports no class, but a function that makes an object; and so does `new` with such a function.
  Client: createClient as unknown as PluginClass,
  description: "The driver: createClient of node-redis 5 or 6, or a class that makes such clients.",
  options: driverOptions,
  check: (kwargs, mistakes, isOwnClass) =>
    checkDriverKwargs(kwargs, NODE_REDIS_OPTIONS, mistakes, isOwnClass),
  handle: (Client, options) => new NodeRedisHandle(Client as unknown as NativeClass, options),
};
