import {
  type CommandSender,
  type DriverAdapter,
  type DriverEvents,
  type Traffic,
  trafficOf,
} from "@coffer/connection-kit";
import { IoredisCommandSender } from "./ioredis-command-sender.js";
import type { Native, NativeClass } from "./native.js";

/** Adapts an object of ioredis, or of a class with its own `CommandSender`. */
export class IoredisAdapter implements DriverAdapter {
  readonly native: Native;
  readonly sender: CommandSender;

  constructor(Driver: NativeClass, options: Readonly<Record<string, unknown>>) {
    this.native = new Driver(options);
    this.sender = Driver.commandSender?.(this.native) ?? new IoredisCommandSender(this.native, Driver);
  }

  get ended(): boolean {
    return this.native.status === "end";
  }

  get broken(): boolean {
    const { stream } = this.native;
    return stream !== undefined && (stream.destroyed || stream.writable === false);
  }

  get traffic(): Traffic | undefined {
    const { stream } = this.native;
    return stream && trafficOf(stream);
  }

  listen({ ready, ended, error }: DriverEvents): void {
    this.native.on("ready", ready);
    this.native.on("end", ended);
    // Without a listener, an error event would end the process or be printed.
    this.native.on("error", error);
  }

  open(): void {
    // ioredis 5 may report a connection as ready that broke during the handshake, and then never connects again (redis/ioredis#2099).
    if (this.native.status === "ready" && this.broken) this.native.status = "end";
    // The events report the outcome.
    this.native.connect().catch(() => {});
  }

  disconnect(): void {
    const { status, stream } = this.native;
    // It is ending already. Another disconnect would leave a listener at the socket, and a timer that keeps the process alive.
    if (stream?.destroyed && status !== "connecting") return;
    this.native.disconnect(true);
    // The driver would wait for the server to close the connection, which a frozen one does not.
    stream?.destroy();
  }

  subscribe(channels: readonly string[], onMessage: (message: string) => void): Promise<unknown> {
    // The kit subscribes again on another connection. If the driver did, it could fail with an unhandled rejection.
    if (this.native.options !== undefined) this.native.options.autoResubscribe = false;
    this.native.on("message", (_channel: string, message: string) => onMessage(message));
    return this.native.subscribe(...channels);
  }

  close(): Promise<void> {
    if (this.ended) return Promise.resolve();
    return new Promise((resolve) => {
      this.native.once("end", resolve);
      this.native.disconnect();
      this.native.stream?.destroy();
    });
  }
}
