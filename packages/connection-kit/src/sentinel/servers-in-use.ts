import type { Candidate } from "./sentinels.js";

/** By a key that equal connections share. */
const services: Map<string, ServersInUse> = new Map();

/** The same object for equal keys, while it is in use. */
export function serversInUse(key: string): ServersInUse {
  let found = services.get(key);
  if (found === undefined) {
    found = new ServersInUse(() => services.delete(key));
    services.set(key, found);
  }
  return found;
}

/**
 * The servers of a service that connections of this process use. Of several replicas each connection may use any, and
 * a tracking link must be to the same one: a lagging replica would still return the old value after another one has
 * reported the change.
 */
export class ServersInUse {
  readonly #byConnection: Map<object, Candidate> = new Map();
  readonly #followers: Set<() => void> = new Set();
  readonly #onUnused: () => void;

  constructor(onUnused: () => void) {
    this.#onUnused = onUnused;
  }

  /** Each once. */
  get all(): Candidate[] {
    const byAddress = new Map(
      [...this.#byConnection.values()].map((each) => [`${each.host}:${each.port}`, each]),
    );
    return [...byAddress.values()];
  }

  /** @param server the server of a connection, before it connects; left out: the connection is closed. */
  set(connection: object, server?: Candidate): void {
    if (server === undefined) this.#byConnection.delete(connection);
    else this.#byConnection.set(connection, server);
    for (const onChange of this.#followers) onChange();
    this.#tidyUp();
  }

  /** Calls `onChange` when connections have switched servers, until the returned function is called. */
  follow(onChange: () => void): () => void {
    this.#followers.add(onChange);
    return () => {
      this.#followers.delete(onChange);
      this.#tidyUp();
    };
  }

  #tidyUp(): void {
    if (this.#byConnection.size === 0 && this.#followers.size === 0) this.#onUnused();
  }
}
