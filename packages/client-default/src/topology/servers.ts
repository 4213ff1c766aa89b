import type { ClientContext, Connection, ServerInfo, Tracking, TrackingOptions } from "@coffer/cache-core";
import { ConnectionInterrupted, withoutCredentials } from "@coffer/cache-core";
import { allDone } from "../lane/all-done.js";
import { Lane } from "../lane/lane.js";
import { LinkPool } from "./link-pool.js";
import type { Links } from "./links.js";

/** The lanes to the servers of `LOCATION`, by their index in the list. Each connects at the first use. */
export class Servers {
  readonly #context: ClientContext;
  readonly #lanes: (Lane | undefined)[] = [];
  #links: LinkPool<string> | undefined;
  #closed = false;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  get count(): number {
    return this.#context.servers.length;
  }

  /** The server descriptions that need no request. */
  get infos(): readonly Pick<ServerInfo, "url" | "connection">[] {
    return this.#context.servers.map((url, index) => ({
      url: withoutCredentials(url),
      connection: this.lane(index).connection,
    }));
  }

  /**
   * See `Topology.track`.
   * @param indexFor the server that would get a read of the group.
   */
  track(options: TrackingOptions, indexFor: (group: number, write: boolean) => number): Links | undefined {
    const { connections, servers } = this.#context;
    if (connections.track === undefined) return undefined;
    const links = new LinkPool<string>(options, (url) => connections.track?.(url, options) as Tracking);
    this.#links = links;
    return {
      of: (group, write) => (this.#closed ? undefined : links.get(servers[indexFor(group, write)] as string)),
      moves: 0,
      get all() {
        return links.all;
      },
    };
  }

  /** @throws ConnectionInterrupted (`ERR_CLOSED`) after the final close. */
  lane(index: number): Lane {
    if (this.#closed) {
      throw new ConnectionInterrupted("ERR_CLOSED", `the cache ${this.#context.alias} has been closed`);
    }
    let lane = this.#lanes[index];
    if (lane === undefined) {
      const { connections, servers, statistics } = this.#context;
      lane = new Lane(() => connections.connect(servers[index] as string), statistics);
      this.#lanes[index] = lane;
    }
    return lane;
  }

  async ready(): Promise<void> {
    await allDone(this.#context.servers.map((_, index) => this.lane(index).connection.ready()));
  }

  async close(final: boolean): Promise<void> {
    this.#closed ||= final;
    const disconnect = (connection: Connection) => this.#context.connections.disconnect(connection);
    await Promise.all([
      ...this.#lanes.map((lane) => lane?.close(disconnect, final)),
      this.#links?.closeOthers(),
    ]);
  }
}

/** The driver's object does not queue commands before it is connected. */
export async function nativeOf(lane: Lane): Promise<unknown> {
  const { connection } = lane;
  await connection.ready();
  return connection.native;
}
