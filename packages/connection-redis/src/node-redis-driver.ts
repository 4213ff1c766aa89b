import type { PluginClass } from "@coffer/cache-core";
import { checkDriverKwargs, type Driver, LinkAdapter } from "@coffer/connection-kit";
import { createClient } from "redis";
import { driverOptions, NODE_REDIS_OPTIONS } from "./driver-options.js";
import { linkOptions } from "./link-options.js";
import type { NativeClass } from "./native.js";
import { NodeRedisAdapter } from "./node-redis-adapter.js";

/** node-redis 5 and 6. */
export const nodeRedisDriver: Driver = {
  // node-redis exports a function that creates an object; called with `new`, it does the same.
  Client: createClient as unknown as PluginClass,
  description: "The driver: createClient of node-redis 5 or 6, or a class that makes such clients.",
  options: driverOptions,
  check: (kwargs, problems, isOwnClass) =>
    checkDriverKwargs(kwargs, NODE_REDIS_OPTIONS, problems, isOwnClass),
  createAdapter: (Client, options) => new NodeRedisAdapter(Client as unknown as NativeClass, options),
  createLink: (_, options) => new LinkAdapter(linkOptions(options)),
};
