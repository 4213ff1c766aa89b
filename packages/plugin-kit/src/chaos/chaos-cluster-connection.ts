import type { ClusterConnection, Connection } from "@coffer/cache-core";
import { ChaosConnection } from "./chaos-connection.js";
import type { FaultSchedule } from "./fault-schedule.js";

/** The same for a cluster, whose nodes share the schedule. */
export class ChaosClusterConnection extends ChaosConnection implements ClusterConnection {
  declare readonly inner: ClusterConnection;
  /** A tracking link gets no faults: it sends no calls of the caller. */
  declare readonly track?: NonNullable<ClusterConnection["track"]>;

  constructor(inner: ClusterConnection, chaos: FaultSchedule) {
    super(inner, chaos);
    if (inner.track) this.track = inner.track.bind(inner);
  }

  get masters(): readonly string[] {
    return this.inner.masters;
  }

  slotOf(key: string | Buffer): number {
    return this.inner.slotOf(key);
  }

  nodeOf(slot: number, write: boolean): string | undefined {
    return this.inner.nodeOf(slot, write);
  }

  at(node: string): Connection {
    return new ChaosConnection(this.inner.at(node), this.chaos);
  }

  followMoves(): () => Promise<readonly string[]> {
    return this.inner.followMoves();
  }

  openNative(): Promise<unknown> {
    return this.inner.openNative?.() ?? Promise.resolve(this.inner.native);
  }
}
