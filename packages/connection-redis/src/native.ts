import type { EventEmitter } from "node:events";
import type { Reply } from "@coffer/cache-core";

/** The types of arguments that node-redis takes. */
export type NativeArgument = string | Buffer;

/** The parts of an object of node-redis 5 or 6 that this package uses. */
export interface Native extends EventEmitter {
  /** Whether there is a connection or an attempt to make one. */
  readonly isOpen: boolean;
  /** Whether commands can be sent. */
  readonly isReady: boolean;
  /** Connects. */
  connect(): Promise<unknown>;
  /** Closes the socket at once. */
  destroy(): void;
  /** Subscribes to channels. */
  subscribe(channels: readonly string[], onMessage: (message: string) => void): Promise<unknown>;
  /** Sends a command, whose name is the first argument. */
  sendCommand(args: readonly NativeArgument[], options?: Readonly<Record<string, unknown>>): Promise<Reply>;
}

/** `createClient`, called with `new`; or a class. */
export type NativeClass = new (options: Readonly<Record<string, unknown>>) => Native;
