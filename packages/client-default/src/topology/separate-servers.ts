import type { ClientContext, RawConnectionOptions, ServerInfo, TrackingOptions } from "@coffer/cache-core";
import { allDone } from "../lane/all-done.js";
import type { Lane } from "../lane/lane.js";
import type { Links } from "./links.js";
import { nativeOf, Servers } from "./servers.js";
import type { Topology } from "./topology.js";

/** Independent servers (shards); a function assigns each key to one. */
export class SeparateServers implements Topology {
  readonly #context: ClientContext;
  readonly #servers: Servers;
  readonly #indexOf: (redisKey: string) => number;

  /**
   * @param indexOf the index in `LOCATION` of the server of a Redis key. `{key}:fence` must be on the key's server.
   */
  constructor(context: ClientContext, indexOf: (redisKey: string) => number) {
    this.#context = context;
    this.#servers = new Servers(context);
    this.#indexOf = indexOf;
  }

  groupOf(redisKey: string | Buffer): number {
    return this.#indexOf(typeof redisKey === "string" ? redisKey : redisKey.toString());
  }

  laneFor(group: number): Lane {
    return this.#servers.lane(group);
  }

  async onAll(_write: boolean, work: (lane: Lane) => Promise<void>): Promise<void> {
    await allDone(this.#lanes().map(work));
  }

  async *oneByOne(): AsyncIterable<Lane> {
    yield* this.#lanes();
  }

  /** A server that is named twice is one server. */
  #lanes(): Lane[] {
    const indexes = new Map(this.#context.servers.map((url, index) => [url, index])).values();
    return [...indexes].map((index) => this.#servers.lane(index));
  }

  track(options: TrackingOptions): Links | undefined {
    return this.#servers.track(options, (group) => group);
  }

  async servers(): Promise<readonly ServerInfo[]> {
    return this.#servers.infos.map((info) => ({ ...info, role: "primary", takesWrites: true }));
  }

  ready(): Promise<void> {
    return this.#servers.ready();
  }

  close(final: boolean): Promise<void> {
    return this.#servers.close(final);
  }

  /** @throws TypeError without a key that selects the server. */
  async native(_options: Pick<RawConnectionOptions, "write">, group: number | undefined): Promise<unknown> {
    if (group !== undefined) return nativeOf(this.laneFor(group));
    throw new TypeError(
      `getRedisConnection: the keys of the cache ${this.#context.alias} are on several servers: name one by one of its keys, { key }`,
    );
  }
}
