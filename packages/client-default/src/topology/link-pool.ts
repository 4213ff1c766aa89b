import type { Tracking, TrackingOptions } from "@coffer/cache-core";

/** Tracking connections by a name of their server. Each is opened at the first use. */
export class LinkPool<Name> {
  readonly #open: (name: Name) => Tracking;
  readonly #invalidated: TrackingOptions["invalidated"];
  readonly #links: Map<Name, Tracking> = new Map();

  constructor(options: TrackingOptions, open: (name: Name) => Tracking) {
    this.#open = open;
    this.#invalidated = options.invalidated;
  }

  /** Returns the connection to a server; opens it at the first use. */
  get(name: Name): Tracking {
    let link = this.#links.get(name);
    if (link === undefined) {
      link = this.#open(name);
      this.#links.set(name, link);
    }
    return link;
  }

  /** The open connections. */
  get all(): readonly Tracking[] {
    return [...this.#links.values()];
  }

  /** Closes the connections to all other servers. Their changes are not reported any more. */
  async closeOthers(names: Iterable<Name> = []): Promise<void> {
    const kept = new Set(names);
    const others = [...this.#links].filter(([name]) => !kept.has(name));
    for (const [name] of others) this.#links.delete(name);
    this.#invalidated(null);
    await Promise.all(others.map(([, link]) => link.close()));
  }
}
