/** One step into a container: a property's name, or the place of an item, an entry or (as `~place`) an entry's key. */
export type Step = string | number;

/** Thrown on the way when something would not come back equal; it never leaves the package. */
export class Refusal extends Error {
  /** How to get there from the outermost value. */
  readonly steps: readonly Step[];

  /** @param what the end of the sentence that begins with the place: `is a function: leave it out`. */
  constructor(what: string, steps: readonly Step[]) {
    super(what);
    this.steps = steps;
  }
}
