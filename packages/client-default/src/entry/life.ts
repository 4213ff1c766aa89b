/** The lifetime of an entry. Times are in milliseconds. */
export interface Life {
  /** Until it expires; `null`: never. Zero or less: at once. */
  readonly timeout: number | null;
  /** How long Redis keeps it after `timeout`, for callers that accept a stale value. */
  readonly keep: number;
  /** Whether readers treat it as expired with a growing probability after its timeout (probabilistic early expiration, layer-herd). */
  readonly expiresEarly: boolean;
  /** Whether it needs a head, see `headOf`: everything but a plain timeout does. */
  readonly hasHead: boolean;
  /** The tag block; empty: no tags. A promise if the versions of the tags must be read first. */
  readonly tags: string | Promise<string>;
}

/** The life of an entry with only a timeout. */
export function plainLife(timeout: number | null): Life {
  return { timeout, keep: 0, expiresEarly: false, hasHead: false, tags: "" };
}
