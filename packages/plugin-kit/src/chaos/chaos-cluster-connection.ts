import type { ClusterConnection, Connection } from "@coffer/cache-core";
import type { Chaos } from "./chaos.js";
import { ChaosConnection } from "./chaos-connection.js";

/** The same for a cluster, whose nodes share the schedule. */
export class ChaosClusterConnection extends ChaosConnection implements ClusterConnection {
  declare readonly inner: ClusterConnection;

  constructor(inner: ClusterConnection, chaos: Chaos) {
    super(inner, chaos);
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
