import type { Command, CommandArgument, Connection, Reply, Script } from "@coffer/cache-core";

type Outcome = Reply | Error;

export interface NodeConnectionsSettings {
  /** Creates a connection to a node. */
  connect(address: string): Connection;
  disconnect(connection: Connection): Promise<void>;
}

/** The connections to the nodes of a cluster, by address. What is sent by them never rejects: errors stand in place of replies. */
export class NodeConnections {
  readonly #settings: NodeConnectionsSettings;
  readonly #nodes: Map<string, Connection> = new Map();

  constructor(settings: NodeConnectionsSettings) {
    this.#settings = settings;
  }

  /** It connects at the first use. */
  get(address: string): Connection {
    let node = this.#nodes.get(address);
    if (node === undefined) {
      node = this.#settings.connect(address);
      this.#nodes.set(address, node);
    }
    return node;
  }

  /** In one write. An error stands in the place of each command that failed. */
  async send(address: string, commands: readonly Command[]): Promise<Outcome[]> {
    try {
      return await this.get(address).sendMany(commands);
    } catch (error) {
      return new Array(commands.length).fill(error);
    }
  }

  async run(
    address: string,
    script: Script,
    keys: readonly string[],
    args: readonly CommandArgument[],
  ): Promise<[Outcome]> {
    try {
      return [await this.get(address).run(script, keys, args)];
    } catch (error) {
      return [error as Error];
    }
  }

  /** Closes the connections to nodes that are no longer part of the cluster. */
  closeOthers(isMember: (address: string) => boolean): void {
    for (const address of this.#nodes.keys()) if (!isMember(address)) void this.#close(address);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#nodes.keys()].map((address) => this.#close(address)));
  }

  async #close(address: string): Promise<void> {
    const node = this.#nodes.get(address);
    this.#nodes.delete(address);
    if (node !== undefined) await this.#settings.disconnect(node);
  }
}
