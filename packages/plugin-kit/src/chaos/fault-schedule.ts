/**
 * What may happen to a call:
 * - `refused`: it is not sent (`ERR_UNREACHABLE`).
 * - `lost`: it is executed, and the connection breaks before the reply (`ERR_NO_REPLY`); of a batch some first
 * replies arrive.
 * - `late`: it is executed, and its reply, as those after it, arrives `delay` milliseconds later.
 * - `error`: Redis rejects it (`ERR_REPLY`); of a batch, one command.
 */
export type Fault = "refused" | "lost" | "late" | "error";

/** What a connection with faults needs from `Chaos`. */
export interface FaultSchedule {
  /** How late a late reply is, in milliseconds. */
  readonly delay: number;
  /** The fault of the next call. */
  draw(): Fault | undefined;
  /** A pseudo-random number from 0 to `below - 1`, by the seed. */
  pick(below: number): number;
}
