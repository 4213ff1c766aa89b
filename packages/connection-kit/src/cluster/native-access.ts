import { Deadline } from "../time/deadline.js";
import type { NativeCluster } from "./native-cluster.js";

/** The driver's cluster object. It opens its own connections, so it is created only at the first use. */
export class NativeAccess {
  readonly #make: () => NativeCluster;
  readonly #timeout: number;
  #cluster: NativeCluster | undefined;
  #opening: Promise<void> | undefined;

  /** @param timeout milliseconds that it may take to connect. */
  constructor(make: () => NativeCluster, timeout: number) {
    this.#make = make;
    this.#timeout = timeout;
  }

  /** May not be connected yet. */
  get native(): unknown {
    this.#cluster ??= this.#make();
    return this.#cluster.native;
  }

  /** Connects it. */
  async open(): Promise<void> {
    this.#cluster ??= this.#make();
    this.#opening ??= this.#inTime(this.#cluster).finally(() => {
      this.#opening = undefined;
    });
    await this.#opening;
  }

  close(): void {
    this.#cluster?.close();
  }

  async #inTime(cluster: NativeCluster): Promise<void> {
    let deadline: Deadline | undefined;
    const late = new Promise<never>((_, reject) => {
      const error = new Error(`no answer within ${this.#timeout / 1000} s (SOCKET_CONNECT_TIMEOUT)`);
      deadline = new Deadline(this.#timeout, () => reject(error));
    });
    try {
      await Promise.race([cluster.open(), late]);
    } catch (error) {
      // The next caller starts with a new object.
      if (this.#cluster === cluster) this.#cluster = undefined;
      cluster.close();
      throw error;
    } finally {
      deadline?.stop();
    }
  }
}
