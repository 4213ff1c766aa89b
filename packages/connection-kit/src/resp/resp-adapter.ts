import type { DriverAdapter, DriverEvents } from "../driver/driver-adapter.js";
import type { Traffic } from "../driver/traffic.js";
import type { DriverOptions } from "../settings/driver-options.js";
import type { RespClient } from "./resp-client.js";
import { RespCommandSender } from "./resp-command-sender.js";

/** The values for REDIS_CLIENT_CLASS. */
export type RespClientClass = new (options: DriverOptions) => RespClient;

/** Adapts a `RespClient`. */
export class RespAdapter implements DriverAdapter {
  readonly native: RespClient;
  readonly sender: RespCommandSender;
  #ended = false;

  constructor(Client: RespClientClass, options: DriverOptions) {
    this.native = new Client(options);
    this.sender = new RespCommandSender(this.native);
  }

  get ended(): boolean {
    return this.#ended;
  }

  get broken(): boolean {
    return !this.native.isReady;
  }

  get traffic(): Traffic | undefined {
    return this.native.traffic;
  }

  listen({ ready, ended, error }: DriverEvents): void {
    this.native.on("ready", () => {
      this.#ended = false;
      this.sender.forgetScripts();
      ready();
    });
    this.native.on("end", (reason) => {
      error(reason);
      this.#ended = true;
      ended();
    });
  }

  open(): void {
    this.#ended = false;
    // The events report the outcome.
    this.native.connect().catch(() => {});
  }

  disconnect(): void {
    this.native.destroy();
  }

  close(): Promise<void> {
    if (!this.native.isOpen) return Promise.resolve();
    return new Promise((resolve) => {
      this.native.once("end", () => resolve());
      this.native.destroy();
    });
  }
}
