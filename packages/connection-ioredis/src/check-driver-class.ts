import { type CacheOptions, ImproperlyConfigured } from "@coffer/cache-core";
import { IoredisCommandSender } from "./ioredis-command-sender.js";
import type { NativeClass } from "./native.js";

/** @throws ImproperlyConfigured if `REDIS_CLIENT_CLASS` is a class whose objects cannot send commands. */
export function checkDriverClass(options: CacheOptions | undefined): void {
  const Driver = options?.REDIS_CLIENT_CLASS as NativeClass | undefined;
  if (Driver === undefined || IoredisCommandSender.suits(Driver) || Driver.commandSender !== undefined)
    return;
  throw new ImproperlyConfigured([
    new Error(
      'REDIS_CLIENT_CLASS: this is not the class Redis of ioredis, nor a subclass. For ioredis-mock write "ioredis-mock", or give RedisMock of @coffer/connection-mock',
    ),
  ]);
}
