import type { Tracking } from "@coffer/cache-core";

/**
 * The tracking connections to the servers of a topology, which report changed keys. Closing the topology closes them; the next use opens
 * them again.
 */
export interface Links {
  /**
   * Returns the connection to the server that would get a read of the group now, see `Topology.laneFor`; opens it at the first use.
   * Undefined: that server is not known yet.
   */
  of(group: number, write: boolean): Tracking | undefined;

  /** A number that changes when another server may have answered commands than the one that `of` returned when they were sent. */
  readonly moves: number;

  /** The open connections. */
  readonly all: readonly Tracking[];
}
