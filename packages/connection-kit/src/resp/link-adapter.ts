import type { Reply } from "@coffer/cache-core";
import { RespAdapter, type RespClientClass } from "./resp-adapter.js";
import { RespClient, type RespClientOptions } from "./resp-client.js";

/**
 * Opens tracking connections with a `RespClient`, whatever the driver of the other connections: drivers reconnect and resubscribe by
 * themselves, and keep the process alive.
 */
export class LinkAdapter extends RespAdapter {
  #isSubscribed = false;

  constructor(options: RespClientOptions) {
    super(RespClient as unknown as RespClientClass, { ...options, isSubscriber: true, holdsProcess: false });
    this.native.on("end", () => {
      this.#isSubscribed = false;
      this.native.removeAllListeners("message");
    });
  }

  get isSubscribed(): boolean {
    return this.#isSubscribed;
  }

  async subscribe(channels: readonly string[], onMessage: (message: Reply) => void): Promise<void> {
    this.#isSubscribed = true;
    this.native.on("message", (_, message) => onMessage(message));
    await Promise.all(channels.map((channel) => this.native.send("SUBSCRIBE", [channel])));
  }
}
