import { performance } from "node:perf_hooks";
import type { Codec, Tracking } from "@coffer/cache-core";
import { LRUCache } from "lru-cache";
import { Changes } from "./changes.js";
import { Kept } from "./kept.js";
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
  /** The entry that was found or kept last: its bytes are mostly decoded at once. */
  #latest: Kept | undefined;
  #reads = 0;
  hits = 0;
  misses = 0;
  invalidations = 0;
  flushes = 0;
  evictions = 0;

  constructor(limits: NearLimits) {
    this.#limits = limits;
    this.#entries = new LRUCache({
      max: limits.maxEntries,
      maxSize: limits.maxBytes,
      maxEntrySize: Math.max(1, Math.floor(limits.maxBytes * LARGEST_PART)),
      dispose: (_kept, key, reason) => {
        if (reason !== "evict") return;
        this.evictions += 1;
        // The results of reads that were sent earlier must not replace it.
        this.#changes.add(key);
      },
    });
  }

  get entries(): number {
    return this.#entries.size;
  }

  get bytes(): number {
    return this.#entries.calculatedSize;
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
    if (now - kept.link.proof > this.#limits.maxLag) return undefined;
    this.#latest = kept;
    return kept;
  }

  /** The same for a value, which is counted. */
  lookUp(key: string): Kept | undefined {
    const kept = this.find(key);
    if (kept === undefined) this.misses += 1;
    else this.hits += 1;
    return kept;
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
    const kept = new Kept(data, read, until);
    this.#latest = kept;
    this.#put(key, kept);
    return kept;
  }

  /**
   * The entry of a key, if it has these bytes. An entry that differs from a reader's result is removed: readers would
   * otherwise see an older value again.
   */
  keptAs(key: string, stored: Buffer): Kept | undefined {
    if (this.#latest?.stored === stored) return this.#latest;
    const kept = this.#entries.peek(key);
    if (kept === undefined || kept.stored === stored) return kept;
    if (!kept.stored.equals(stored)) this.forget(key);
    return undefined;
  }

  /** @param payload the part of the stored bytes that is the encoded value. */
  decode(key: string, kept: Kept, codec: Codec, payload: Buffer): unknown {
    return kept.decode(codec, payload, key, this.#limits.freezes, () => {
      if (this.#entries.peek(key) !== kept) return;
      // Replacing an existing entry in the LRU keeps its old size.
      this.#entries.delete(key);
      this.#put(key, kept);
    });
  }

  #put(key: string, kept: Kept): void {
    this.#entries.set(key, kept, { size: kept.sizeWith(key) });
    // It is too large.
    if (this.#entries.peek(key) !== kept) this.forget(key);
  }

  /** A key has changed, or is about to. */
  forget(key: string): void {
    this.#changes.add(key);
    this.#entries.delete(key);
  }

  /** Any key may have changed. */
  flush(): void {
    this.flushes += 1;
    this.#latest = undefined;
    this.#changes.addAll();
    this.#entries.clear();
  }
}
