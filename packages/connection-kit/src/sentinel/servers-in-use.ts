import type { Candidate } from "./sentinels.js";

/** By what their connections have in common. */
const services: Map<string, ServersInUse> = new Map();

/** The same object for equal keys, as long as it is of use. */
export function serversInUse(key: string): ServersInUse {
  let found = services.get(key);
  if (found === undefined) {
    found = new ServersInUse(() => services.delete(key));
    services.set(key, found);
  }
  return found;
}

/**
 * The servers of a service that connections of this process go to. Of several replicas each connection takes any, and a link that reports
 * changed keys has to be to the same one: a replica that lags behind would be read after another one has reported the change.
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

  /** @param server the one that a connection goes to, before it connects; left out: it is closed. */
  set(connection: object, server?: Candidate): void {
    if (server === undefined) this.#byConnection.delete(connection);
    else this.#byConnection.set(connection, server);
    for (const onChange of this.#followers) onChange();
    this.#tidyUp();
  }

  /** Has `onChange` called when connections have gone to other servers, until the function that it returns is called. */
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
