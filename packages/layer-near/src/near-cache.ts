import { performance } from "node:perf_hooks";
import {
  ConnectionInterrupted,
  type NearMessage,
  type NearStats,
  type Tracking,
  type TrackingState,
} from "@coffer/cache-core";
import type { BaseClient, Links, Use } from "@coffer/client-default";
import { Memory, type Read } from "./memory.js";
import { nearChannel } from "./near-channel.js";
import { readSettings } from "./options.js";
import { prefixesOf } from "./prefixes.js";

/** How often each link is checked within MAX_LAG. */
const PROOFS_PER_LAG = 4;

type Keys = string | readonly string[] | undefined;

/** The memory of one client, and what servers report about the keys in it. */
export class NearCache {
  readonly memory: Memory;
  /** Whether callers get frozen objects. */
  readonly freezes: boolean;
  readonly #alias: string;
  readonly #client: BaseClient;
  readonly #prefixes: readonly string[];
  readonly #links: Links | undefined;
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
    this.memory = new Memory(limits);
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

  /** Starts reads from the servers that `laneFor` would use now; undefined if no result can be kept. */
  begin(redisKeys: readonly string[], write: boolean): ReadonlyMap<string, Read> | undefined {
    const links = this.#links;
    if (links === undefined) {
      this.#cannot(new Error("its connections have no links by which a server reports changed keys"));
      return undefined;
    }
    const reads = new Map<string, Read>();
    for (const redisKey of redisKeys) {
      if (!this.covers(redisKey)) continue;
      const read = this.memory.begin(links.of(this.#client.topology.groupOf(redisKey), write));
      if (read !== undefined) reads.set(redisKey, read);
    }
    return reads.size === 0 ? undefined : reads;
  }

  /**
   * Handles the bytes of a read: keeps and uses them.
   * @param write whether they are from the server that takes the writes.
   */
  keeping<T>(redisKeys: readonly string[], use: Use<T>, write = false): Use<T> {
    const reads = this.begin(redisKeys, write);
    if (reads === undefined) return use;
    const moves = this.#links?.moves;
    const keep: Use<T> = (data, redisKey, text, left) => {
      const read = reads.get(redisKey);
      const isFromThere = read !== undefined && this.#links?.moves === moves;
      const kept = isFromThere ? this.memory.keep(redisKey, data, left, read) : undefined;
      return kept === undefined ? use(data, redisKey, text, left) : use(kept.stored, redisKey, undefined);
    };
    return Object.assign(keep, { asksLeft: true });
  }

  /** This client writes keys, or has written them. */
  written(redisKeys: Keys): void {
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
    if (nearChannel.hasSubscribers) this.#publish({ alias: this.#alias, invalidated: changed });
  }

  #changed(state: TrackingState, reason: Error | undefined): void {
    this.memory.flush();
    this.#reason = reason;
    if (nearChannel.hasSubscribers) this.#publish({ alias: this.#alias, state, reason });
    if (state === "unsupported") this.#cannot(reason ?? new Error("the server refuses CLIENT TRACKING"));
  }

  #publish(message: NearMessage): void {
    nearChannel.publish(message);
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
    const { entries, bytes, hits, misses, invalidations, flushes, evictions } = this.memory;
    const all = this.#links?.all ?? [];
    const state = this.#links === undefined ? "unsupported" : stateOf(all);
    const reason = state === "armed" ? undefined : this.#reason?.message;
    const oldest = Math.min(...all.map(({ proof }) => proof));
    return {
      entries,
      bytes,
      hits,
      misses,
      invalidations,
      flushes,
      evictions,
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
