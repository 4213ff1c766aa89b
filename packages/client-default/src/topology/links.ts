import type { Tracking } from "@coffer/cache-core";

/** The links by which the servers of a topology report changed keys. Closing the topology closes them, until they are asked for again. */
export interface Links {
  /**
   * The link to the server that a read of the group would be sent to at this moment, see `Topology.laneFor`. It is opened when it is first
   * asked for. Undefined: it is not known yet which server that is.
   */
  of(group: number, write: boolean): Tracking | undefined;

  /** Another number whenever commands may have been answered by another server than the one that `of` said when they were asked. */
  readonly moves: number;

  /** Those that are open. */
  readonly all: readonly Tracking[];
}
