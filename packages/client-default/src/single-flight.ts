/** One piece of work at a time for each key: whoever asks while it is under way gets the same promise. */
export class SingleFlight<T> {
  readonly #underWay: Map<string, Promise<T>> = new Map();

  /** `undefined` where nothing is under way. */
  joined(key: string): Promise<T> | undefined {
    return this.#underWay.get(key);
  }

  start(key: string, work: () => Promise<T>): Promise<T> {
    const flight = work().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, flight);
    return flight;
  }
}
