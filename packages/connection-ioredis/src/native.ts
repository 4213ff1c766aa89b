import type { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import type { CommandSender } from "@coffer/connection-kit";

/** What this package uses of a driver's object, be it of ioredis 5, ioredis 6 or another that is much like it. */
export interface Native extends EventEmitter {
  connect(): Promise<void>;
  disconnect(reconnect?: boolean): void;
  subscribe(...channels: string[]): Promise<unknown>;
  /** Of ioredis alone. */
  readonly options?: { autoResubscribe?: boolean };
  /** Of ioredis alone. */
  status?: string;
  /** Of ioredis alone: the socket, once there has been one. */
  stream?: Socket;
}

export interface NativeClass {
  new (options: Readonly<Record<string, unknown>>): Native;
  /** What sends commands to such an object, where that is not done as with ioredis: `RedisMock` of `@coffer/connection-mock` has it. */
  commandSender?(native: Native): CommandSender;
}
