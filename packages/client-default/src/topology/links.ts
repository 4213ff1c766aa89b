import type { Tracking } from "@coffer/cache-core";

/**
 * The links by which the servers of a topology report changed keys. Closing the topology closes them, until they are
 * used again.
 */
export interface Links {
  /**
   * The link to the server that would currently get a read of the group, see `Topology.laneFor`. It is opened at the
   * first use. Undefined: that server is not known yet.
   */
  of(group: number, write: boolean): Tracking | undefined;

  /**
   * A number that changes whenever commands may have been answered by another server than the one that `of` returned
   * when they were sent.
   */
  readonly moves: number;

  /** The open links. */
  readonly all: readonly Tracking[];
}
