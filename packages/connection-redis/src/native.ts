import type { EventEmitter } from "node:events";
import type { Reply } from "@coffer/cache-core";

/** What an argument must be to node-redis. */
export type NativeArgument = string | Buffer;

/** What this package uses of a driver's object of node-redis 5 or 6. */
export interface Native extends EventEmitter {
  /** Whether there is a connection or an attempt to make one. */
  readonly isOpen: boolean;
  /** Whether commands can be sent. */
  readonly isReady: boolean;
  connect(): Promise<unknown>;
  destroy(): void;
  subscribe(channels: readonly string[], hear: (message: string) => void): Promise<unknown>;
  sendCommand(args: readonly NativeArgument[], options?: Readonly<Record<string, unknown>>): Promise<Reply>;
}

/** `createClient`, called with `new`; or a class. */
export type NativeClass = new (options: Readonly<Record<string, unknown>>) => Native;
