import type { ReadableStream } from "node:stream/web";
import type { Durations } from "../tags.js";

/** An entry of "use cache" in Next 16. */
export interface Entry {
  /** Can be read once. */
  readonly value: ReadableStream<Uint8Array>;
  readonly tags: string[];
  /** Seconds, for the browser. */
  readonly stale: number;
  /** When rendering started, milliseconds since 1970. */
  readonly timestamp: number;
  /** Seconds after which it is expired. */
  readonly expire: number;
  /** Seconds after which it is stale. */
  readonly revalidate: number;
}

/** What Next 16 expects of a module in `cacheHandlers`. No method rejects. */
export interface UseCacheHandler {
  /**
   * @returns a new stream each time; undefined if the entry is missing, or one of its tags or soft tags was
   * revalidated.
   */
  get(cacheKey: string, softTags: string[]): Promise<Entry | undefined>;
  /** Resolves when the entry is complete and stored. */
  set(cacheKey: string, pendingEntry: Promise<Entry>): Promise<void>;
  refreshTags(): Promise<void>;
  getExpiration(softTags: string[]): Promise<number>;
  /** `revalidateTag` and `updateTag`, `revalidatePath`. */
  updateTags(tags: string[], durations?: Durations): Promise<void>;
}
