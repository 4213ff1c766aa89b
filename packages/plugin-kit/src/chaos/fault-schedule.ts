/**
 * What may happen to a call:
 * - `refused`: it is not sent (`ERR_UNREACHABLE`).
 * - `lost`: it is carried out, and the connection breaks before the reply (`ERR_NO_REPLY`); of a batch some first replies arrive.
 * - `late`: it is carried out, and its reply, as those after it, comes `delay` milliseconds later.
 * - `error`: Redis refuses it (`ERR_REPLY`); of a batch one command.
 */
export type Fault = "refused" | "lost" | "late" | "error";

/** What a connection that meets faults asks of `Chaos`. */
export interface FaultSchedule {
  /** In milliseconds: by how much a late reply is late. */
  readonly delay: number;
  /** What a call meets. */
  draw(): Fault | undefined;
  /** A number from 0 to `below - 1` by the seed. */
  pick(below: number): number;
}
