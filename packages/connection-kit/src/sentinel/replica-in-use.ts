import type { Endpoint } from "../endpoint/endpoint.js";
import type { Candidate, Sentinels } from "./sentinels.js";
import type { ServersInUse } from "./servers-in-use.js";

/** Names the replica that the connections use, for links; asks the sentinels if there is no connection yet. */
export class ReplicaInUse implements Pick<Sentinels, "locate" | "trust" | "distrust"> {
  readonly #sentinels: Sentinels;
  readonly #inUse: ServersInUse;

  constructor(sentinels: Sentinels, inUse: ServersInUse) {
    this.#sentinels = sentinels;
    this.#inUse = inUse;
  }

  /** @throws Error if connections use several. */
  async locate(attempt: AbortController, last?: Candidate): Promise<Candidate[]> {
    const { all } = this.#inUse;
    if (all.length === 0) return this.#sentinels.locate(attempt, last);
    if (all.length === 1) return all;
    const addresses = all.map(({ host, port }) => `${host}:${port}`).join(", ");
    throw new Error(`the connections read from several replicas, ${addresses}: set max_connections to 1`);
  }

  trust(sentinel: Endpoint): void {
    this.#sentinels.trust(sentinel);
  }

  distrust(): void {
    this.#sentinels.distrust();
  }

  /** Whether a link to this server reports changes of everything that is read. */
  isAt(server: Candidate | undefined): boolean {
    return this.#inUse.all.every(({ host, port }) => host === server?.host && port === server.port);
  }
}
