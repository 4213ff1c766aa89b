import type CachePolicy from "http-cache-semantics";
import { type Directives, directivesOf, secondsOf } from "./directives.js";
import { type AnswerHead, type Headers, headerOf, type RequestHead } from "./messages.js";
import { policyOf } from "./policy.js";
import { storedHeaders, updatedHeaders } from "./stored-headers.js";
import { newFamily, type Selected, selectedBy, selects } from "./vary.js";

/** An answer without its body as it is in the cache. */
export interface StoredHead {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  /** What the answer was given as its age when it came, in seconds. */
  readonly age: number;
  /** When it came: milliseconds since 1970. */
  readonly at: number;
  /** Of an answer that does not say how long it is good: seconds. */
  readonly maxAge?: number;
  readonly selected: Selected;
  /** Of the answers that hang on this one: see `variantKey`. */
  readonly family: string;
}

/** What an answer is to a request: current; old, and good enough for now, while it is loaded again; or no answer. */
export type Use = "fresh" | "stale" | "none";

/** These need not say that they may be stored. */
const STORED_BY_DEFAULT = new Set([200, 203, 301, 308]);

/** An answer that was stored, or may be. */
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
   * The answer to a request, where it may be stored at all: never what is for one user.
   * @param maxAge of an answer that does not say how long it is good, in seconds. Undefined: it is not stored.
   * @param family of the answer in whose place it comes.
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
   * This one with the headers of a 304 that an application answered instead of it.
   * @returns undefined where that may not be stored, or the 304 is about another body: RFC 9111 (4.3.4).
   */
  updated(request: RequestHead, answer: AnswerHead, maxAge: number | undefined): Entry | undefined {
    const { status, family, ...stored } = this.stored;
    const etag = opaque(headerOf(answer.headers, "etag"));
    if (etag !== undefined && etag !== opaque(headerOf(stored.headers, "etag"))) return undefined;
    const headers = updatedHeaders(stored.headers, answer.headers);
    return Entry.from(request, { status, headers }, stored.maxAge ?? maxAge, family);
  }

  /** Whether a request says in the headers of `Vary` what that of this answer said. */
  isFor(request: RequestHead): boolean {
    return selects(this.stored.selected, request);
  }

  /** Seconds since the application made it. */
  get age(): number {
    return Math.max(0, this.#policy.age());
  }

  /** Seconds for which it is fresh still; negative: since when it is not. */
  get freshFor(): number {
    return this.#policy.maxAge() - this.#policy.age();
  }

  /**
   * For how many seconds after it is fresh it is of use.
   * @param most for those that can be validated.
   */
  keptFor(most: number): number {
    const isValidated = this.validators["if-none-match"] ?? this.validators["if-modified-since"];
    // What is never fresh is kept only where the application has said so.
    const revalidated = isValidated && (this.freshFor > 0 || this.#directives.has("no-cache")) ? most : 0;
    const stale = this.#isStrict
      ? 0
      : Math.max(this.#window("stale-while-revalidate"), this.#window("stale-if-error"));
    return Math.min(most, Math.max(revalidated, stale));
  }

  /** The headers by which an application checks whether it would still answer the same. */
  get validators(): { "if-none-match"?: string; "if-modified-since"?: string } {
    const etag = headerOf(this.stored.headers, "etag");
    const modified = headerOf(this.stored.headers, "last-modified");
    return {
      ...(etag === undefined ? {} : { "if-none-match": etag }),
      ...(modified === undefined ? {} : { "if-modified-since": modified }),
    };
  }

  /** What it is to a request that it is for. RFC 9111 (4.2, 5.2.1). */
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

  /** Whether it is an answer where the application has failed. RFC 5861 (4). */
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

/** What is compared of an `ETag`: intermediaries make strong ones weak. RFC 9110 (8.8.3.2). */
const opaque = (etag: string | undefined): string | undefined => etag?.trim().replace(/^W\//, "");

/** The headers of a stored answer for a client. */
export function sentHeaders({ stored, age }: Entry): Headers {
  return { ...stored.headers, age: String(Math.floor(age)) };
}
