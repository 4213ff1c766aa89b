import type CachePolicy from "http-cache-semantics";
import { type Directives, directivesOf, secondsOf } from "./directives.js";
import { type AnswerHead, type Headers, headerOf, type RequestHead } from "./messages.js";
import { policyOf } from "./policy.js";
import { storedHeaders, updatedHeaders } from "./stored-headers.js";
import { newFamily, type Selected, selectedBy, selects } from "./vary.js";

/** A stored response without its body. */
export interface StoredHead {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  /** The response's `Age` when it arrived, in seconds. */
  readonly age: number;
  /** When it arrived: milliseconds since 1970. */
  readonly at: number;
  /** Freshness in seconds for a response that does not state it. */
  readonly maxAge?: number;
  readonly selected: Selected;
  /** The family of its variants: see `variantKey`. */
  readonly family: string;
}

/** How a response can be used for a request: `fresh`; `stale` but usable while it is loaded again; or `none`. */
export type Use = "fresh" | "stale" | "none";

/** Responses with these status codes are storable by default. */
const STORED_BY_DEFAULT = new Set([200, 203, 301, 308]);

/** A response that was stored, or may be. */
export class Entry {
  readonly stored: StoredHead;
  readonly #policy: CachePolicy;
  readonly #directives: Directives;

  constructor(
    stored: StoredHead,
    request: Pick<RequestHead, "method" | "headers"> = { method: "GET", headers: {} },
  ) {
    this.stored = stored;
    const { headers, age, at, maxAge } = stored;
    const said = directivesOf(headerOf(headers, "cache-control"));
    this.#directives = maxAge === undefined ? said : new Map([["max-age", String(maxAge)]]);
    this.#policy = policyOf(
      request,
      { ...stored, headers: { ...headers, age: String(age) } },
      this.#directives,
      at,
    );
  }

  /**
   * The response to a request, if it may be stored at all: never one for a single user.
   * @param maxAge freshness in seconds for a response that does not state it. Undefined: it is not stored.
   * @param family of the response that it replaces.
   */
  static from(
    request: RequestHead,
    answer: AnswerHead,
    maxAge: number | undefined,
    family: string = newFamily(),
  ): Entry | undefined {
    const { status, headers } = answer;
    const selected = selectedBy(headerOf(headers, "vary"), request);
    if (selected === undefined || headers["set-cookie"] !== undefined || status === 206) return undefined;
    const saysIt = ["cache-control", "expires", "pragma"].some((name) => headers[name] !== undefined);
    const given = saysIt || !STORED_BY_DEFAULT.has(status) ? undefined : maxAge;
    if (!saysIt && given === undefined) return undefined;
    const at = Date.now();
    const kept = storedHeaders(headers);
    kept.date ??= new Date(at).toUTCString();
    const [age = ""] = (headerOf(headers, "age") ?? "").split(",");
    const entry = new Entry(
      {
        status,
        headers: kept,
        age: /^\s*\d+\s*$/.test(age) ? Number(age) : 0,
        at,
        ...(given === undefined ? {} : { maxAge: given }),
        selected,
        family,
      },
      request,
    );
    return entry.#policy.storable() ? entry : undefined;
  }

  /**
   * This response with the headers of a 304 for it.
   * @returns undefined if that may not be stored, or the 304 is about another body: RFC 9111 (4.3.4).
   */
  updated(request: RequestHead, answer: AnswerHead, maxAge: number | undefined): Entry | undefined {
    const { status, family, ...stored } = this.stored;
    const etag = opaque(headerOf(answer.headers, "etag"));
    if (etag !== undefined && etag !== opaque(headerOf(stored.headers, "etag"))) return undefined;
    const headers = updatedHeaders(stored.headers, answer.headers);
    return Entry.from(request, { status, headers }, stored.maxAge ?? maxAge, family);
  }

  /** Whether a request has the same values as this response's request for the headers in `Vary`. */
  isFor(request: RequestHead): boolean {
    return selects(this.stored.selected, request);
  }

  /** Seconds since the application generated it. */
  get age(): number {
    return Math.max(0, this.#policy.age());
  }

  /** Seconds for which it is still fresh; negative: since when it is stale. */
  get freshFor(): number {
    return this.#policy.maxAge() - this.#policy.age();
  }

  /**
   * For how many seconds after its freshness it is useful.
   * @param most for responses that can be validated.
   */
  keptFor(most: number): number {
    const isValidated = this.validators["if-none-match"] ?? this.validators["if-modified-since"];
    // A response that is never fresh is kept only if the application says so.
    const revalidated = isValidated && (this.freshFor > 0 || this.#directives.has("no-cache")) ? most : 0;
    const stale = this.#isStrict
      ? 0
      : Math.max(this.#window("stale-while-revalidate"), this.#window("stale-if-error"));
    return Math.min(most, Math.max(revalidated, stale));
  }

  /** The headers by which an application validates the response. */
  get validators(): { "if-none-match"?: string; "if-modified-since"?: string } {
    const etag = headerOf(this.stored.headers, "etag");
    const modified = headerOf(this.stored.headers, "last-modified");
    return {
      ...(etag === undefined ? {} : { "if-none-match": etag }),
      ...(modified === undefined ? {} : { "if-modified-since": modified }),
    };
  }

  /** How the response can be used for a matching request. RFC 9111 (4.2, 5.2.1). */
  useFor(request: RequestHead): Use {
    const wanted = directivesOf(headerOf(request.headers, "cache-control"));
    const isReload = wanted.size === 0 && /no-cache/i.test(headerOf(request.headers, "pragma") ?? "");
    if (isReload || wanted.has("no-cache")) return "none";
    const { freshFor } = this;
    if (wanted.has("max-age") && this.age > secondsOf(wanted, "max-age")) return "none";
    if (wanted.has("min-fresh") && freshFor < secondsOf(wanted, "min-fresh")) return "none";
    if (freshFor > 0) return "fresh";
    if (this.#isStrict) return "none";
    const tolerated = wanted.get("max-stale");
    if (tolerated === "" || -freshFor < Number(tolerated ?? 0)) return "stale";
    return -freshFor < this.#window("stale-while-revalidate") ? "stale" : "none";
  }

  /** Whether it may be sent if the application fails. RFC 5861 (4). */
  get isForErrors(): boolean {
    return this.freshFor > 0 || (!this.#isStrict && -this.freshFor < this.#window("stale-if-error"));
  }

  get #isStrict(): boolean {
    return ["must-revalidate", "proxy-revalidate", "no-cache"].some((name) => this.#directives.has(name));
  }

  #window(name: string): number {
    return secondsOf(this.#directives, name);
  }
}

/** The part of an `ETag` that is compared: intermediaries make strong ones weak. RFC 9110 (8.8.3.2). */
const opaque = (etag: string | undefined): string | undefined => etag?.trim().replace(/^W\//, "");

/** The headers of a stored response for a client. */
export function sentHeaders({ stored, age }: Entry): Headers {
  return { ...stored.headers, age: String(Math.floor(age)) };
}
