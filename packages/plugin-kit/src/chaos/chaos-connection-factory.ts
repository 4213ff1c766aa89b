import type {
  ClusterConnection,
  ClusterConnectionOptions,
  Connection,
  ConnectionFactory,
} from "@coffer/cache-core";
import { ChaosClusterConnection } from "./chaos-cluster-connection.js";
import { ChaosConnection } from "./chaos-connection.js";
import type { FaultSchedule } from "./fault-schedule.js";

/**
 * Creates connections by another factory and applies the faults of a schedule to them. It has the capabilities of the
 * other factory.
 */
export class ChaosConnectionFactory implements ConnectionFactory {
  declare readonly validate?: (url: string) => void;
  declare readonly connectCluster?: (
    seeds: readonly string[],
    options?: ClusterConnectionOptions,
  ) => ClusterConnection;
  /** A tracking link gets no faults: it sends no calls of the caller. */
  declare readonly track?: NonNullable<ConnectionFactory["track"]>;
  readonly #inner: ConnectionFactory;
  readonly #chaos: FaultSchedule;

  constructor(inner: ConnectionFactory, chaos: FaultSchedule) {
    this.#inner = inner;
    this.#chaos = chaos;
    const connectCluster = inner.connectCluster?.bind(inner);
    if (inner.validate) this.validate = inner.validate.bind(inner);
    if (inner.track) this.track = inner.track.bind(inner);
    if (connectCluster) {
      this.connectCluster = (seeds, options) =>
        new ChaosClusterConnection(connectCluster(seeds, options), chaos);
    }
  }

  connect(url: string): Connection {
    return new ChaosConnection(this.#inner.connect(url), this.#chaos);
  }

  disconnect(connection: Connection): Promise<void> {
    return this.#inner.disconnect(connection instanceof ChaosConnection ? connection.inner : connection);
  }
}
