/** How an entry is to live. Times are in milliseconds. */
export interface Life {
  /** Until it expires; `null`: never. Zero or less: it is gone at once. */
  readonly timeout: number | null;
  /** For so long Redis keeps it after that, for who may have an old value. */
  readonly keep: number;
  /** Whether readers treat it as expired with a growing probability after its timeout (probabilistic early expiration, layer-herd). */
  readonly expiresEarly: boolean;
  /** Whether it needs a head, see `headOf`: all but those with a timeout alone. */
  readonly hasHead: boolean;
  /** The tag block; empty: no tags. A promise, where Redis is asked for it before the entry is written. */
  readonly tags: string | Promise<string>;
}

/** The life of what has a timeout and nothing else. */
export function plainLife(timeout: number | null): Life {
  return { timeout, keep: 0, expiresEarly: false, hasHead: false, tags: "" };
}
