/** Ids in one of the two halves of the memory: some megabytes at most. */
const HALF = 50_000;

/**
 * The sessions that are, or were, in Redis. If one of these is missing when it is saved, then it was destroyed (or
 * has expired) meanwhile, and must not come back; any other is new. Neither framework says which of the two it is.
 *
 * Objects are known as long as they live. @fastify/session creates another object from the given one, so ids are
 * remembered too: the last 50,000 at least.
 */
export class SeenSessions {
  readonly #objects = new WeakSet<object>();
  #ids = new Set<string>();
  #older = new Set<string>();

  /** @param session its id, or the object that will be saved for it. */
  add(session: string | object): void {
    if (typeof session === "object") {
      this.#objects.add(session);
      return;
    }
    this.#ids.add(session);
    if (this.#ids.size < HALF) return;
    this.#older = this.#ids;
    this.#ids = new Set();
  }

  /** Objects stay known: a request that loaded one may be about to save it. */
  forgetIds(): void {
    this.#ids = new Set();
    this.#older = new Set();
  }

  has(id: string, session: object): boolean {
    return this.#objects.has(session) || this.#ids.has(id) || this.#older.has(id);
  }
}
