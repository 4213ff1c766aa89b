import type { EventEmitter } from "node:events";
import type { Socket } from "node:net";

/** The parts of an object of ioredis 5, ioredis 6 or ioredis-mock that this package uses. */
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
