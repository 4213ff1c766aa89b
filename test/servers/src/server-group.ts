import type { RedisServer } from "./redis-server.js";

/** Servers that belong together. */
export abstract class ServerGroup implements AsyncDisposable {
  /** Every server of the group, running or not. */
  abstract readonly servers: readonly RedisServer[];

  /** Stops all servers. May be called again. */
  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
