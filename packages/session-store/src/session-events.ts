import { channel } from "node:diagnostics_channel";

/**
 * A message on the diagnostics channel `coffer:session`. It does not contain the session's id, since an id gives access to the session.
 */
export interface SessionMessage {
  /** The alias of the cache. */
  readonly alias: string;
  /** `refused`: not saved, because it was destroyed or has expired; `unreadable`: left out of `all`. */
  readonly outcome: "refused" | "unreadable";
  /** Why a session is unreadable. */
  readonly error?: unknown;
}

/** How many sessions of a store were not saved or not listed since it was created. */
export interface SessionStats {
  /** Sessions that were not saved, because they were destroyed or have expired. */
  readonly refused: number;
  /** Sessions that `all` left out, because they cannot be read. */
  readonly unreadable: number;
}

const sessionChannel = channel("coffer:session");

/** Counts and publishes what happens to sessions without causing an error. */
export class SessionEvents {
  readonly #alias: string;
  #refused = 0;
  #unreadable = 0;

  constructor(alias: string) {
    this.#alias = alias;
  }

  refused(): void {
    this.#refused += 1;
    this.#publish({ alias: this.#alias, outcome: "refused" });
  }

  unreadable(error: unknown): void {
    this.#unreadable += 1;
    this.#publish({ alias: this.#alias, outcome: "unreadable", error });
  }

  snapshot(): SessionStats {
    return { refused: this.#refused, unreadable: this.#unreadable };
  }

  #publish(message: SessionMessage): void {
    if (sessionChannel.hasSubscribers) sessionChannel.publish(message);
  }
}
