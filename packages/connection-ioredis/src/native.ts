import type { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import type { CommandSender } from "@coffer/connection-kit";

/** The parts of a driver's object that this package uses: of ioredis 5, ioredis 6 or a similar driver. */
export interface Native extends EventEmitter {
  /** Connects. */
  connect(): Promise<void>;
  /** Closes the socket at once. */
  disconnect(reconnect?: boolean): void;
  /** Subscribes to channels. */
  subscribe(...channels: string[]): Promise<unknown>;
  /** Only in ioredis: the options of the object. */
  readonly options?: { autoResubscribe?: boolean };
  /** Only in ioredis: the state of the connection, such as `"ready"`. */
  status?: string;
  /** Only in ioredis: the socket, once there has been one. */
  stream?: Socket;
}

/** The values for REDIS_CLIENT_CLASS: a class with the interface of ioredis. */
export interface NativeClass {
  new (options: Readonly<Record<string, unknown>>): Native;
  /** Creates the sender for objects of this class, if commands are not sent as with ioredis. `RedisMock` of `@coffer/connection-mock` has one. */
  commandSender?(native: Native): CommandSender;
}
