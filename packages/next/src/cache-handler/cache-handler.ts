import type { Durations } from "../tags.js";

/** What Next stores: a page (`APP_PAGE`, `PAGES`), a route handler's response (`APP_ROUTE`), data (`FETCH`), `REDIRECT`, `IMAGE`. */
export interface Value {
  readonly kind: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly tags?: readonly string[];
  /** Seconds, of `FETCH`. */
  readonly revalidate?: number;
}

/** Seconds. `false`: no expiry. */
interface CacheControl {
  readonly revalidate: number | false;
  readonly expire?: number | undefined;
}

export interface Found {
  /** Null: there is no such page. */
  readonly value: Value | null;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
  readonly cacheControl?: CacheControl;
}

export interface GetContext {
  readonly kind: string;
  readonly tags?: readonly string[];
  readonly softTags?: readonly string[];
  /** Seconds, of `FETCH`: the caller's value, which may be more than the stored one. */
  readonly revalidate?: number | false;
}

export interface SetContext {
  readonly fetchCache?: boolean;
  readonly tags?: readonly string[];
  readonly cacheControl?: CacheControl;
}

/** What Next 15 and 16 expect of the class. No method rejects. */
export interface CacheHandler {
  get(cacheKey: string, context: GetContext): Promise<Found | null>;
  set(cacheKey: string, value: Value | null, context: SetContext): Promise<void>;
  revalidateTag(tags: string | string[], durations?: Durations): Promise<void>;
  resetRequestCache(): void;
}

export type CacheHandlerClass = new (context: {
  readonly serverDistDir?: string | undefined;
}) => CacheHandler;
