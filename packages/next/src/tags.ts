import type { Client } from "@coffer/cache-core";

/** When a tag was revalidated, in milliseconds since 1970. */
interface TagRecord {
  /** Entries from before are expired. */
  readonly expired?: number;
  /** Entries from before are stale, */
  readonly stale?: number;
  /** and gone from this moment. */
  readonly until?: number;
}

/** The effect of its tags on an entry. */
export type Verdict = "fresh" | "stale" | "expired";

/** `revalidateTag(tag, profile)`: how many seconds stale entries may still be served. */
export interface Durations {
  readonly expire?: number | undefined;
}

/**
 * The record of each revalidated tag. Entries are compared with it when they are read, in every process: nothing has
 * to be broadcast. A record stays as long as entries may.
 */
export class Tags {
  readonly #timeout: number | null;

  /** @param timeout seconds; `null`: no expiry. */
  constructor(timeout: number | null) {
    this.#timeout = timeout;
  }

  /** Without durations entries with these tags expire, with them they are stale. */
  async revalidate(client: Client, tags: readonly string[], durations?: Durations): Promise<void> {
    const now = Date.now();
    const { expire } = durations ?? {};
    const event: TagRecord =
      durations === undefined
        ? { expired: now }
        : { stale: now, ...(expire !== undefined && { until: now + expire * 1000 }) };
    await Promise.all(
      tags.map((tag) =>
        // Not a plain `set`: a concurrent record of another process must not be lost.
        client.update<TagRecord>(keyOf(tag), (old) => ({ ...old, ...event }), { timeout: this.#timeout }),
      ),
    );
  }

  /**
   * @returns a function that checks entries, after one read. May be called in the turn of another read, whose round
   * trip it shares.
   */
  async read(client: Client, tags: readonly string[]): Promise<(timestamp: number) => Verdict> {
    const records =
      tags.length === 0 ? [] : [...(await client.getMany<TagRecord>(new Set(tags.map(keyOf)))).values()];
    return (timestamp) => worst(records.map((record) => verdict(record, timestamp)));
  }
}

export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("expired")) return "expired";
  return verdicts.includes("stale") ? "stale" : "fresh";
}

function verdict(
  { expired = 0, stale = 0, until = Number.POSITIVE_INFINITY }: TagRecord,
  timestamp: number,
): Verdict {
  // Up to and including the moment itself: milliseconds are coarse, and rendering one value too many is better than
  // one too few.
  if (timestamp <= expired) return "expired";
  if (timestamp > stale) return "fresh";
  return Date.now() >= until ? "expired" : "stale";
}

function keyOf(tag: string): string {
  return `tag:${tag}`;
}
