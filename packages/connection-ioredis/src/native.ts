import type { EventEmitter } from "node:events";
import type { Socket } from "node:net";

/** What this package uses of a driver's object, be it of ioredis 5, ioredis 6 or ioredis-mock. */
export interface Native extends EventEmitter {
  connect(): Promise<void>;
  disconnect(reconnect?: boolean): void;
  subscribe(...channels: string[]): Promise<unknown>;
  /** ioredis alone. */
  readonly options?: { autoResubscribe?: boolean };
  /** ioredis alone. */
  status?: string;
  /** ioredis alone: the socket, once there has been one. */
  stream?: Socket;
}

export type NativeClass = new (options: Readonly<Record<string, unknown>>) => Native;
