import { ConnectionFactory, type NativeClass } from "@coffer/connection-redis";
import { createClient as createClient6 } from "redis";
import { createClient as createClient5 } from "redis-v5";

interface Driver {
  readonly name: string;
  readonly Class: unknown;
}

export const drivers: readonly Driver[] = [
  { name: "node-redis 6", Class: createClient6 },
  { name: "node-redis 5", Class: createClient5 },
];

/** What the driver is built with for a URL; it is never connected. */
export function driverOptionsFor(url: string, options: object = {}): Record<string, unknown> {
  let built: Record<string, unknown> | undefined;
  class Recording {
    constructor(given: Record<string, unknown>) {
      built = given;
      // biome-ignore lint/correctness/noConstructorReturn: that is what node-redis's own function does under `new`.
      return createClient6(given as never) as never;
    }
  }
  new ConnectionFactory({ ...options, REDIS_CLIENT_CLASS: Recording as unknown as NativeClass }).connect(url);
  return built as Record<string, unknown>;
}
