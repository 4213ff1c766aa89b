import { ConnectionFactory, type NativeClass } from "@coffer/connection-ioredis";
import { Redis as Redis6 } from "ioredis";
import { Redis as Redis5 } from "ioredis-v5";

interface Driver {
  readonly name: string;
  readonly Class: unknown;
}

export const drivers: readonly Driver[] = [
  { name: "ioredis 6", Class: Redis6 },
  { name: "ioredis 5", Class: Redis5 },
];

/** A driver that remembers what it was built with, and is never connected. */
function recordingDriver(): { Class: NativeClass; built: Record<string, unknown>[] } {
  const built: Record<string, unknown>[] = [];
  class Recording extends Redis6 {
    constructor(options: Record<string, unknown>) {
      super(options);
      built.push(options);
    }
  }
  return { Class: Recording as unknown as NativeClass, built };
}

/** What the driver is built with for a URL. */
export function driverOptionsFor(url: string, options: object = {}): Record<string, unknown> {
  const { Class, built } = recordingDriver();
  new ConnectionFactory({ ...options, REDIS_CLIENT_CLASS: Class }).connect(url);
  return built[0] as Record<string, unknown>;
}
