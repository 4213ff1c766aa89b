import { type Handle, type HandleEvents, type Traffic, trafficOf, type Wire } from "@coffer/connection-kit";
import { IoredisWire } from "./ioredis-wire.js";
import type { Native, NativeClass } from "./native.js";

/** A driver's object of ioredis, or of a class that says how commands are sent to it. */
export class IoredisHandle implements Handle {
  readonly native: Native;
  readonly wire: Wire;

  constructor(Driver: NativeClass, options: Readonly<Record<string, unknown>>) {
    this.native = new Driver(options);
    this.wire = Driver.commandSender?.(this.native) ?? new IoredisWire(this.native, Driver);
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

  listen({ ready, ended, error }: HandleEvents): void {
    this.native.on("ready", ready);
    this.native.on("end", ended);
    // Always listened to: an unheard error event would end the process, or fill the console.
    this.native.on("error", error);
  }

  open(): void {
    // ioredis 5 may call a connection ready that broke during the handshake, and then refuses to connect for ever
    // (redis/ioredis#2099).
    if (this.native.status === "ready" && this.broken) this.native.status = "end";
    // How it went is told by the events.
    this.native.connect().catch(() => {});
  }

  hangUp(): void {
    const { status, stream } = this.native;
    // Its end is on the way. Each further disconnect would leave a listener at the socket, and a timer that keeps the process alive.
    if (stream?.destroyed && status !== "connecting") return;
    this.native.disconnect(true);
    // The driver would wait for the other side to agree, which a frozen one does not.
    stream?.destroy();
  }

  subscribe(channels: readonly string[], hear: (message: string) => void): Promise<unknown> {
    // Whoever listens subscribes again on another connection. Done by the driver, it could fail with a rejection that nobody handles.
    if (this.native.options !== undefined) this.native.options.autoResubscribe = false;
    this.native.on("message", (_channel: string, message: string) => hear(message));
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
