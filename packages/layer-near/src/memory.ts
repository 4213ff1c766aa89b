import { performance } from "node:perf_hooks";
import type { NearStats, Tracking } from "@coffer/cache-core";
import { LRUCache } from "lru-cache";
import { Changes } from "./changes.js";
import { type Decoding, Kept, whenReady } from "./kept.js";
import type { NearLimits } from "./options.js";

/** The largest share of MAX_BYTES for one value. */
const LARGEST_PART = 1 / 8;
/** The reply to PTTL for a key that never expires. */
const NEVER = -1;

/** A pending read. */
export interface Read {
  /** The number of the last change when it was sent. */
  readonly change: number;
  /** Its position among all reads, in the order in which they were sent, and so answered by the server. */
  readonly order: number;
  /** By `performance.now()`. */
  readonly asked: number;
  readonly link: Tracking;
}

/** The values in the process's memory, by Redis key. */
export class Memory {
  readonly #limits: NearLimits;
  readonly #entries: LRUCache<string, Kept>;
  readonly #changes: Changes = new Changes();
  #reads = 0;
  hits = 0;
  misses = 0;
  invalidations = 0;
  flushes = 0;
  evictions = 0;

  /** @param forgotten called for each entry that is removed. */
  constructor(limits: NearLimits, forgotten: (kept: Kept) => void = () => {}) {
    this.#limits = limits;
    this.#entries = new LRUCache({
      max: limits.maxEntries,
      maxSize: limits.maxBytes,
      maxEntrySize: Math.max(1, Math.floor(limits.maxBytes * LARGEST_PART)),
      dispose: (kept, key, reason) => {
        forgotten(kept);
        if (reason !== "evict") return;
        this.evictions += 1;
        // The results of reads that were sent earlier must not replace it.
        this.#changes.add(key);
      },
    });
  }

  get counts(): Omit<NearStats, "state" | "reason" | "lag"> {
    const { hits, misses, invalidations, flushes, evictions } = this;
    const { size: entries, calculatedSize: bytes } = this.#entries;
    return { entries, bytes, hits, misses, invalidations, flushes, evictions };
  }

  /** The entry of a key, if it may currently be returned. */
  find(key: string): Kept | undefined {
    const kept = this.#entries.get(key);
    if (kept === undefined) return undefined;
    // Compares the clock instead of using a timer: timers are late after something has blocked the event loop.
    const now = performance.now();
    if (now >= kept.until) {
      this.#entries.delete(key);
      return undefined;
    }
    return now - kept.link.proof > this.#limits.maxLag ? undefined : kept;
  }

  /** Starts a read with a link; undefined if its result cannot be kept. */
  begin(link: Tracking | undefined): Read | undefined {
    if (link === undefined || link.state !== "armed") return undefined;
    this.#reads += 1;
    return { change: this.#changes.last, order: this.#reads, asked: performance.now(), link };
  }

  /**
   * Keeps the result of a read, unless the key has changed since it was sent. The answer of a later read may arrive
   * first if one is of `get` and one of `getMany`: an older result must then not replace it.
   * @param left the reply to PTTL: Redis reports an expiry only when it finds the expired key.
   */
  keep(key: string, data: Buffer | null, left: number | undefined, read: Read): Kept | undefined {
    const lives = data !== null && left !== undefined && (left > 0 || left === NEVER);
    if (!lives || !this.#changes.noneSince(read.change, key)) {
      // Reads sent before this one are older than its result.
      this.forget(key);
      return undefined;
    }
    const later = this.#entries.peek(key);
    if (later !== undefined && later.order > read.order) return undefined;
    const { timeout } = this.#limits;
    const until = read.asked + (left === NEVER ? timeout : Math.min(left, timeout));
    const kept = new Kept(key, data, read, until);
    this.#put(kept);
    return kept;
  }

  /** Removes an entry that differs from what a reader got from Redis: readers would otherwise see an older value again. */
  compare(key: string, stored: Buffer): void {
    const kept = this.#entries.peek(key);
    if (kept !== undefined && !kept.stored.equals(stored)) this.forget(key);
  }

  /** Decodes an entry, see `Kept.decode`. */
  decode(kept: Kept, payload: Buffer, decoding: Decoding): unknown {
    const { size, redisKey } = kept;
    return whenReady(kept.decode(payload, decoding), (value) => {
      if (kept.size !== size && this.#entries.peek(redisKey) === kept) {
        // Replacing an existing entry in the LRU keeps its old size.
        this.#entries.delete(redisKey);
        this.#put(kept);
      }
      return value;
    });
  }

  #put(kept: Kept): void {
    const { redisKey, size } = kept;
    this.#entries.set(redisKey, kept, { size });
    // It is too large.
    if (this.#entries.peek(redisKey) !== kept) this.forget(redisKey);
  }

  /** A key has changed, or is about to. */
  forget(key: string): void {
    this.#changes.add(key);
    this.#entries.delete(key);
  }

  /** Any key may have changed. */
  flush(): void {
    this.flushes += 1;
    this.#changes.addAll();
    this.#entries.clear();
  }
}
