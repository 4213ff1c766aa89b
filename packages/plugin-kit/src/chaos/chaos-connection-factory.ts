import type {
  ClusterConnection,
  ClusterConnectionOptions,
  Connection,
  ConnectionFactory,
} from "@coffer/cache-core";
import { ChaosClusterConnection } from "./chaos-cluster-connection.js";
import { ChaosConnection } from "./chaos-connection.js";
import type { FaultSchedule } from "./fault-schedule.js";

/** Makes connections by another factory, and has them meet the faults of a schedule. It can what the other one can. */
export class ChaosConnectionFactory implements ConnectionFactory {
  declare readonly validate?: (url: string) => void;
  declare readonly connectCluster?: (
    seeds: readonly string[],
    options?: ClusterConnectionOptions,
  ) => ClusterConnection;
  /** A link that tells of changed keys meets no faults: nobody calls it. */
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
