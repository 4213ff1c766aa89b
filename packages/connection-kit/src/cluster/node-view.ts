import type { Command, CommandArgument, Connection, Reply, Script } from "@coffer/cache-core";

/** What a view needs from the cluster. */
export interface ClusterRouting {
  readonly native: unknown;
  node(address: string): Connection;
  sendTo(address: string, command: string, args: readonly CommandArgument[]): Promise<Reply>;
  sendBy(
    address: string | undefined,
    command: string,
    args: readonly CommandArgument[],
    slot?: number,
  ): Promise<Reply>;
  sendManyBy(address: string | undefined, commands: readonly Command[]): Promise<(Reply | Error)[]>;
  run(
    script: Script,
    keys: readonly string[],
    args: readonly CommandArgument[],
    slot?: number,
  ): Promise<Reply>;
}

/** Commands without a key, which concern one node. */
const IS_FOR_NODE = /^(SCAN|FLUSHDB|FLUSHALL|DBSIZE|KEYS|RANDOMKEY|PING|INFO|CLUSTER|CONFIG)$/;

/**
 * A view of a cluster through one node: commands without a key are sent to this node, the others to the node of their
 * key.
 */
export class NodeView implements Connection {
  readonly #routing: ClusterRouting;
  readonly #address: string;

  constructor(routing: ClusterRouting, address: string) {
    this.#routing = routing;
    this.#address = address;
  }

  get native(): unknown {
    return this.#routing.native;
  }

  get generation(): number | undefined {
    return this.#routing.node(this.#address).generation;
  }

  send(command: string, args: readonly CommandArgument[], slot?: number): Promise<Reply> {
    if (IS_FOR_NODE.test(command)) return this.#routing.sendTo(this.#address, command, args);
    return this.#routing.sendBy(this.#address, command, args, slot);
  }

  sendMany(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    return this.#routing.sendManyBy(this.#address, commands);
  }

  run(
    script: Script,
    keys: readonly string[],
    args: readonly CommandArgument[],
    slot?: number,
  ): Promise<Reply> {
    return this.#routing.run(script, keys, args, slot);
  }

  ready(): Promise<void> {
    return this.#routing.node(this.#address).ready();
  }

  /** Does nothing: the cluster's connection is the one to close. */
  async close(): Promise<void> {}
}
