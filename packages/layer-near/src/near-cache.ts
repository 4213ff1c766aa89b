import { performance } from "node:perf_hooks";
import {
  ConnectionInterrupted,
  type NearMessage,
  type NearStats,
  type Tracking,
  type TrackingState,
} from "@coffer/cache-core";
import type { BaseClient, Links, Use } from "@coffer/client-default";
import type { Kept } from "./kept.js";
import { Memory, type Read } from "./memory.js";
import { nearChannel } from "./near-channel.js";
import { readSettings } from "./options.js";
import { prefixesOf } from "./prefixes.js";

/** How often each link is checked within MAX_LAG. */
const PROOFS_PER_LAG = 4;

/** The memory of one client, and what servers report about the keys in it. */
export class NearCache {
  readonly memory: Memory;
  /** Whether callers get frozen objects. */
  readonly freezes: boolean;
  readonly #alias: string;
  readonly #client: BaseClient;
  readonly #prefixes: readonly string[];
  readonly #links: Links | undefined;
  /** See `Keys.known`: the keys of values that were returned from memory. */
  readonly #known: Map<string, string> = new Map();
  /** The start of the Redis keys in `#known`. */
  readonly #head: string;
  #reason: Error | undefined;
  #hasReported = false;

  /** @throws ImproperlyConfigured for invalid settings. */
  constructor(client: BaseClient) {
    const { alias, options, keys } = client.context;
    const limits = readSettings(options.NEAR_CACHE);
    this.#alias = alias;
    this.#client = client;
    this.#prefixes = prefixesOf(keys, limits.keys);
    this.freezes = limits.freezes;
    this.memory = new Memory(limits, ({ redisKey, wasHit }) => {
      if (wasHit) this.#known.delete(this.#keyOf(redisKey));
    });
    this.#head = `${keys.prefix}:${keys.version}:`;
    keys.known = this.#known;
    this.#links = client.topology.track?.({
      prefixes: this.#prefixes,
      every: limits.maxLag / PROOFS_PER_LAG,
      invalidated: (changed) => this.#invalidated(changed),
      changed: (state, reason) => this.#changed(state, reason),
    });
  }

  covers(redisKey: string): boolean {
    for (const prefix of this.#prefixes) if (redisKey.startsWith(prefix)) return true;
    return false;
  }

  /** The entry that a read may return now. */
  lookUp(redisKey: string): Kept | undefined {
    const kept = this.memory.find(redisKey);
    if (kept === undefined) return undefined;
    this.memory.hits += 1;
    if (!kept.wasHit) this.#firstHit(kept);
    return kept;
  }

  #firstHit(kept: Kept): void {
    const { redisKey } = kept;
    kept.wasHit = true;
    if (redisKey.startsWith(this.#head)) this.#known.set(this.#keyOf(redisKey), redisKey);
  }

  #keyOf(redisKey: string): string {
    return redisKey.slice(this.#head.length);
  }

  /**
   * Handles the bytes of a read that is about to be sent: keeps and uses them.
   * @param write whether they come from the server that accepts writes.
   */
  keeping<T>(redisKey: string, use: Use<T>, write = false): Use<T> {
    const read = this.#begin(redisKey, write);
    return read === undefined ? use : this.#keeping(() => read, use);
  }

  /** The same for several keys. */
  keepingMany<T>(redisKeys: readonly string[], use: Use<T>): Use<T> {
    const reads = new Map<string, Read>();
    for (const redisKey of redisKeys) {
      const read = this.#begin(redisKey, false);
      if (read !== undefined) reads.set(redisKey, read);
    }
    return reads.size === 0 ? use : this.#keeping((redisKey) => reads.get(redisKey), use);
  }

  /** Starts a read from the server that `laneFor` would use now; undefined if its result cannot be kept. */
  #begin(redisKey: string, write: boolean): Read | undefined {
    if (!this.covers(redisKey)) return undefined;
    if (!write) this.memory.misses += 1;
    const links = this.#links;
    if (links !== undefined)
      return this.memory.begin(links.of(this.#client.topology.groupOf(redisKey), write));
    this.#cannot(new Error("its connections have no links by which a server reports changed keys"));
    return undefined;
  }

  #keeping<T>(readOf: (redisKey: string) => Read | undefined, use: Use<T>): Use<T> {
    const moves = this.#links?.moves;
    const keep: Use<T> = (data, redisKey, text, left) => {
      const read = readOf(redisKey);
      const isFromThere = read !== undefined && this.#links?.moves === moves;
      const kept = isFromThere ? this.memory.keep(redisKey, data, left, read) : undefined;
      return kept === undefined ? use(data, redisKey, text, left) : use(kept.stored, redisKey, undefined);
    };
    return Object.assign(keep, { asksLeft: true });
  }

  /** This client writes keys, or has written them. */
  written(redisKeys: string | readonly string[] | undefined): void {
    if (redisKeys === undefined) this.memory.flush();
    else if (typeof redisKeys === "string") this.memory.forget(redisKeys);
    else for (const redisKey of redisKeys) this.memory.forget(redisKey);
  }

  #invalidated(changed: readonly string[] | null): void {
    if (changed === null) this.memory.flush();
    else {
      this.memory.invalidations += changed.length;
      for (const redisKey of changed) this.memory.forget(redisKey);
    }
    this.#publish({ invalidated: changed });
  }

  #changed(state: TrackingState, reason: Error | undefined): void {
    this.memory.flush();
    this.#reason = reason;
    this.#publish({ state, reason });
    if (state === "unsupported") this.#cannot(reason ?? new Error("the server refuses CLIENT TRACKING"));
  }

  #publish(message: Omit<NearMessage, "alias">): void {
    if (nearChannel.hasSubscribers) nearChannel.publish({ alias: this.#alias, ...message });
  }

  /** The cache works without the layer, which is reported once. */
  #cannot(reason: Error): void {
    this.#reason = reason;
    if (this.#hasReported) return;
    this.#hasReported = true;
    const text = `the cache ${this.#alias} keeps no values in memory, LAYERS with near has no effect: ${reason.message}`;
    this.#client.context.report(new ConnectionInterrupted("ERR_REPLY", text, { cause: reason }), "near");
  }

  stats(): NearStats {
    const all = this.#links?.all ?? [];
    const state = this.#links === undefined ? "unsupported" : stateOf(all);
    const reason = state === "armed" ? undefined : this.#reason?.message;
    const oldest = Math.min(...all.map(({ proof }) => proof));
    return {
      ...this.memory.counts,
      state,
      ...(reason === undefined ? {} : { reason }),
      lag: state === "armed" ? (performance.now() - oldest) / 1000 : null,
    };
  }
}

function stateOf(links: readonly Tracking[]): TrackingState {
  if (links.some(({ state }) => state === "unsupported")) return "unsupported";
  return links.length > 0 && links.every(({ state }) => state === "armed") ? "armed" : "disconnected";
}
