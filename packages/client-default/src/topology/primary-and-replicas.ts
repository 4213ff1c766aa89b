import { setImmediate } from "node:timers";
import type { ClientContext, RawConnectionOptions, ServerInfo, TrackingOptions } from "@coffer/cache-core";
import type { Lane } from "../lane/lane.js";
import { shuffled, wasRefused } from "./fail-over.js";
import type { Links } from "./links.js";
import { nativeOf, Servers } from "./servers.js";
import type { Topology } from "./topology.js";

const ALL_KEYS = 0;
const PRIMARY = 0;

/**
 * One primary, which takes the writes, and any number of replicas, which take the reads: those of one turn of the
 * event loop go to the same replica, chosen at random, so that they share their round trips and see one server.
 */
export class PrimaryAndReplicas implements Topology {
  /**
   * Tries a write on the other servers in random order, if it certainly was not executed. Only with
   * `REPLICA_READ_ONLY: false`.
   */
  readonly refused?: <T>(error: unknown, retry: (lane: Lane) => Promise<T>) => Promise<T>;
  readonly #servers: Servers;
  readonly #replicasTakeWrites: boolean;
  #replica: number | undefined;

  constructor(context: ClientContext) {
    this.#servers = new Servers(context);
    this.#replicasTakeWrites = context.options.REPLICA_READ_ONLY === false;
    if (this.#replicasTakeWrites && this.#servers.count > 1) {
      this.refused = (error, retry) => this.#failOver(error, retry);
    }
  }

  groupOf(): number {
    return ALL_KEYS;
  }

  laneFor(_group: number, write: boolean): Lane {
    return this.#servers.lane(this.#indexFor(write));
  }

  #indexFor(write: boolean): number {
    return write || this.#servers.count === 1 ? PRIMARY : this.#replicaOfTurn();
  }

  #replicaOfTurn(): number {
    if (this.#replica === undefined) {
      this.#replica = 1 + Math.floor(Math.random() * (this.#servers.count - 1));
      setImmediate(() => {
        this.#replica = undefined;
      });
    }
    return this.#replica;
  }

  async onAll(write: boolean, work: (lane: Lane) => Promise<void>): Promise<void> {
    await work(this.laneFor(ALL_KEYS, write));
  }

  async *oneByOne(write: boolean): AsyncIterable<Lane> {
    yield this.laneFor(ALL_KEYS, write);
  }

  track(options: TrackingOptions): Links | undefined {
    return this.#servers.track(options, (_group, write) => this.#indexFor(write));
  }

  async servers(): Promise<readonly ServerInfo[]> {
    return this.#servers.infos.map((info, index) => ({
      ...info,
      role: index === PRIMARY ? "primary" : "replica",
      takesWrites: index === PRIMARY || this.#replicasTakeWrites,
    }));
  }

  ready(): Promise<void> {
    return this.#servers.ready();
  }

  close(final: boolean): Promise<void> {
    return this.#servers.close(final);
  }

  async native({ write = true }: Pick<RawConnectionOptions, "write">): Promise<unknown> {
    return nativeOf(this.laneFor(ALL_KEYS, write));
  }

  async #failOver<T>(error: unknown, retry: (lane: Lane) => Promise<T>): Promise<T> {
    let failure = error;
    const replicas = Array.from({ length: this.#servers.count - 1 }, (_, index) => index + 1);
    for (const index of shuffled(replicas)) {
      if (!wasRefused(failure)) break;
      try {
        return await retry(this.#servers.lane(index));
      } catch (next) {
        failure = next;
      }
    }
    throw failure;
  }
}
