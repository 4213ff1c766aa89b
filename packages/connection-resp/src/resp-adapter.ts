import type { DriverOptions, Handle, HandleEvents, Traffic } from "@coffer/connection-kit";
import type { RespClient } from "./resp-client.js";
import { RespWire } from "./resp-command-sender.js";

/** A class that may stand as REDIS_CLIENT_CLASS. */
export type RespClientClass = new (options: DriverOptions) => RespClient;

/** A `RespClient` as the kit uses it. */
export class RespHandle implements Handle {
  readonly native: RespClient;
  readonly wire: RespWire;
  #ended = false;

  constructor(Client: RespClientClass, options: DriverOptions) {
    this.native = new Client(options);
    this.wire = new RespWire(this.native);
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

  listen({ ready, ended, error }: HandleEvents): void {
    this.native.on("ready", () => {
      this.#ended = false;
      this.wire.forgetScripts();
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
    // How it went is told by the events.
    this.native.connect().catch(() => {});
  }

  hangUp(): void {
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
