/**
 * A fault of a call:
 * - `refused`: the call is not sent (`ERR_UNREACHABLE`).
 * - `lost`: the call is executed, and the connection breaks before the reply (`ERR_NO_REPLY`). Of a batch, some of the first replies arrive.
 * - `late`: the call is executed; its reply and those after it arrive `delay` milliseconds later.
 * - `error`: Redis rejects the call (`ERR_REPLY`); of a batch, one command.
 */
export type Fault = "refused" | "lost" | "late" | "error";

/** The parts of `Chaos` that a connection with faults uses. */
export interface FaultSchedule {
  /** The delay of late replies in milliseconds. */
  readonly delay: number;
  /** Returns the fault of the next call; undefined: none. */
  draw(): Fault | undefined;
  /** Returns a pseudo-random number from 0 to `below - 1`, which depends on the seed. */
  pick(below: number): number;
}
